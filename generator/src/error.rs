//! Why nothing was generated.

use std::error::Error as _;
use std::fmt;

use crate::config::ConfigError;
use crate::output::OutputError;

/// Why [`Config::generate`](crate::Config::generate) wrote nothing.
///
/// `Debug` is the message as well, since that is what a `main` that returns the error prints.
#[non_exhaustive]
pub enum Error {
    /// The document was refused; the text says why, with the lines that are wrong.
    Document(String),
    /// There are warnings, and they are denied; the text lists them.
    Denied(String),
    /// The configuration or the lock can't be read, or doesn't fit.
    Config(ConfigError),
    /// The files could not be written.
    Output(OutputError),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(text) | Self::Denied(text) => formatter.write_str(text),
            Self::Config(error) => error.fmt(formatter),
            Self::Output(error) => error.fmt(formatter),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)?;
        match self.source() {
            Some(source) => write!(formatter, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    /// What is below the error that is displayed already.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Document(_) | Self::Denied(_) => None,
            Self::Config(error) => error.source(),
            Self::Output(error) => error.source(),
        }
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<OutputError> for Error {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_does_not_display_its_cause() {
        let cause = || std::io::Error::other("the disk is full");
        let error = Error::Output(OutputError::Io("a.rs".into(), cause()));
        assert_eq!(error.to_string(), "`a.rs` can't be read or written");
        assert_eq!(
            format!("{error:?}"),
            "`a.rs` can't be read or written: the disk is full"
        );
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("the disk is full"));
        assert!(error.source().is_some_and(|source| source.source().is_none()));
        for error in [
            Error::Document("refused".to_owned()),
            Error::Output(OutputError::InTheWay(vec!["a.rs".to_owned()])),
            Error::Output(OutputError::Busy("out".into())),
        ] {
            assert!(error.source().is_none());
            assert_eq!(format!("{error:?}"), error.to_string());
        }
    }
}
