//! The clients of a configuration file as text: `[[client]]` tables, or keys at the top for the only one.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, ConfigError};
use crate::prose::{Shown, shown};

/// The array of tables that holds several clients.
pub(super) const CLIENT: &str = "client";

/// A file of several clients.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Several {
    /// The clients of this file, each with the keys of a file of one client.
    client: Vec<Config>,
}

/// A configuration file: the keys of one client, or several clients.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
pub(super) enum File {
    /// One client.
    #[expect(dead_code, reason = "a schema is made of it")]
    One(Box<Config>),
    /// Several clients.
    #[expect(dead_code, reason = "a schema is made of it")]
    Several(Several),
}

/// Reads the clients; a client of several knows its name.
pub(super) fn parsed(text: &str) -> Result<Vec<Config>, ConfigError> {
    let Some(headers) = headers(text)? else {
        let config: Config = toml::from_str(text).map_err(|error| unreadable(&error))?;
        return Ok(vec![config]);
    };
    let several: Result<Several, _> = toml::from_str(text);
    let Several { mut client } = several.map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let header = headers.iter().rev().find(|header| header.at <= at);
        unreadable(&error).within(header.map(|header| header.name.as_str()))
    })?;
    for config in &mut client {
        config.client = Some(config.package_name());
    }
    Ok(client)
}

/// Where a client begins, and what it is called as far as that is known before it is read.
struct Header {
    at: usize,
    name: String,
}

/// The headers of the clients; `None` in a file of one client, and where the text isn't TOML.
fn headers(text: &str) -> Result<Option<Vec<Header>>, ConfigError> {
    let Ok(root) = DeTable::parse(text) else {
        return Ok(None);
    };
    let root = root.get_ref();
    let Some(DeValue::Array(clients)) = root.get(CLIENT).map(Spanned::get_ref) else {
        return Ok(None);
    };
    if let Some(key) = root.keys().map(|key| key.get_ref()).find(|key| *key != CLIENT) {
        return Err(ConfigError::new(shown![
            "`",
            Shown::line(key),
            "` is outside of the tables `[[client]]`; in a file of several clients, each key belongs to one of them"
        ]));
    }
    if clients.is_empty() {
        return Err(ConfigError::new("`client` is empty: there is no client".into()));
    }
    let header = |(index, client): (usize, &Spanned<DeValue<'_>>)| Header {
        at: client.span().start,
        name: name(client.get_ref()).unwrap_or_else(|| (index + 1).to_string()),
    };
    Ok(Some(clients.iter().enumerate().map(header).collect()))
}

fn name(client: &DeValue<'_>) -> Option<String> {
    let text = |table: &str| {
        client
            .get(table)?
            .get_ref()
            .get("name")?
            .get_ref()
            .as_str()
            .map(str::to_owned)
    };
    let output = || client.get("output")?.get_ref().as_str().map(str::to_owned);
    text("crate").or_else(|| text("module")).or_else(output)
}

fn unreadable(error: &toml::de::Error) -> ConfigError {
    ConfigError::new(Shown::lines(error))
}

/// Where rows for a client are inserted: at its end, which is where the next one begins. `None` if the file has no tables
/// `[[client]]` of this number.
pub(super) fn end(text: &str, index: usize) -> Option<usize> {
    let headers = headers(text).ok()??;
    headers.get(index)?;
    let Some(next) = headers.get(index + 1) else {
        return Some(text.len());
    };
    let before = text.get(..next.at)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    // What stands directly above the next client belongs to it.
    let above = text.get(..line)?;
    let kept = above
        .split_inclusive('\n')
        .rev()
        .take_while(|line| line.trim_start().starts_with('#'))
        .map(str::len)
        .sum::<usize>();
    Some(line - kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "[[client]]\nspec = 'a'\noutput = 'a'\n[client.crate]\nname = 'one'\n\n# Two.\n[[client]]\nspec = 'b'\noutput = 'x/two'\n";

    #[test]
    fn a_client_of_several_knows_its_name() {
        let names = parsed(TWO).ok().unwrap().into_iter().map(|config| config.client);
        assert_eq!(
            names.collect::<Vec<_>>(),
            [Some("one".to_owned()), Some("two".to_owned())]
        );
        assert_eq!(parsed("spec = 'a'").ok().unwrap().len(), 1);
    }

    #[test]
    fn a_problem_names_its_client() {
        for (text, part) in [
            (TWO.replace("'b'", "1"), "client `x/two`: "),
            (TWO.replace("'a'", "1"), "client `one`: "),
            (format!("dates = 'time'\n{TWO}"), "`dates` is outside of"),
            ("client = []".to_owned(), "there is no client"),
            (format!("{TWO}no_such_key = 1\n"), "client `x/two`: "),
        ] {
            let error = parsed(&text).err().unwrap().to_string();
            assert!(error.contains(part), "{text}\n{error}");
        }
    }

    #[test]
    fn rows_of_a_client_end_where_the_next_one_begins() {
        assert_eq!(end(TWO, 0), TWO.find("# Two"));
        assert_eq!(end(TWO, 1), Some(TWO.len()));
        assert_eq!(end(TWO, 2), None);
    }
}
