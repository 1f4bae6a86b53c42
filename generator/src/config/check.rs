//! What a configuration holds, checked before anything is generated.

use super::{Config, ConfigError, code_of};
use crate::diagnostic::Code;
use crate::diagnostic::suggest::closest;
use crate::lower::Formats;
use crate::names;
use crate::prose::{Shown, shown};

impl Config {
    /// Whether all values mean something.
    ///
    /// # Errors
    ///
    /// For the first one that doesn't.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.check_codes()?;
        self.check_name()?;
        self.check_version()?;
        self.check_formats()?;
        self.check_bump()?;
        self.check_selection()
    }

    /// Whether all codes that are allowed are codes.
    fn check_codes(&self) -> Result<(), ConfigError> {
        let Some(code) = self.allow.iter().find(|code| code_of(code).is_none()) else {
            return Ok(());
        };
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let meant = closest(code, codes)
            .map(|meant| shown!["; did you mean `", meant, "`?"])
            .unwrap_or_default();
        let code = Shown::line(code);
        Err(ConfigError::new(shown![
            "`",
            code,
            "` in `allow` isn't a diagnostic code",
            meant
        ]))
    }

    /// Whether the crate's name is one.
    fn check_name(&self) -> Result<(), ConfigError> {
        let Some(name) = self
            .package
            .name
            .as_deref()
            .filter(|name| !names::is_package_name(name))
        else {
            return Ok(());
        };
        Err(ConfigError::new(shown![
            "the crate's name can't be `",
            Shown::line(name),
            "`; a name such as `",
            Shown::line(names::package_name(name)),
            "` has letters, digits, `-` and `_`, begins with a letter, and isn't a keyword or a name of Rust's own"
        ]))
    }

    /// Whether the crate's version is one.
    fn check_version(&self) -> Result<(), ConfigError> {
        let Some(version) = &self.package.version else {
            return Ok(());
        };
        semver::Version::parse(version).map(drop).map_err(|error| {
            ConfigError::new(shown![
                "the crate's version can't be `",
                Shown::line(version),
                "`: ",
                Shown::line(error)
            ])
        })
    }

    /// Whether there is a version to raise.
    fn check_bump(&self) -> Result<(), ConfigError> {
        match self.bump && self.module.is_some() && self.output.as_os_str().is_empty() {
            true => Err(ConfigError::new(
                "`bump` raises the version of a crate; a module has none".into(),
            )),
            false => Ok(()),
        }
    }

    /// Whether only formats of dates are to be read leniently.
    fn check_formats(&self) -> Result<(), ConfigError> {
        let mut formats = Formats::of(self.dates.into());
        match self
            .formats
            .iter()
            .find(|(format, row)| !row.apply(format, &mut formats))
        {
            None => Ok(()),
            Some((format, _)) => Err(ConfigError::new(shown![
                "`",
                Shown::line(format),
                "` can't be `lenient`; `date-time` and `date` can, and places such as `Event.at`"
            ])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_are_those_of_cargo() {
        for name in ["acme", "acme-api", "Acme_v2", "a-b_c"] {
            assert!(Config::new("a.yaml").crate_name(name).check().is_ok(), "{name}");
        }
        for (name, suggested) in [
            ("Acme API", "acme_api"),
            ("2fa", "api_2fa"),
            ("", "client"),
            ("fn", "fn_client"),
            ("nul", "nul_client"),
        ] {
            let error = Config::new("a.yaml").crate_name(name).check().unwrap_err().to_string();
            let part = format!("can't be `{name}`; a name such as `{suggested}`");
            assert!(error.contains(&part), "{error}");
        }
        let mut config = Config::new("a.yaml");
        config.package.version = Some("1.2".to_owned());
        assert!(config.check().unwrap_err().to_string().contains("version"));
    }
}
