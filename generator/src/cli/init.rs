//! `clientwright init`: the first configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::config::{FILE_NAME, SpecPlace};
use clientwright::names::{self, Lock};
use clientwright::output;
use clientwright::prose::{Shown, Toml};
use clientwright::{Config, generate, with_deep_stack};
use serde_json::json;

use super::config_name;
use super::document::Document;
use super::failure::{Failure, refusal};
use super::messages::Messages;
use super::schema;

/// Writes a `clientwright.toml` for a document.
#[derive(clap::Args)]
pub(super) struct Init {
    /// The OpenAPI document, a file or a URL; by default, `openapi.yaml`, `openapi.yml` or `openapi.json` in this folder.
    spec: Option<PathBuf>,
    /// The name of the client.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Refuses a document in the network.
    #[arg(long)]
    offline: bool,
    /// Configures a module that a `build.rs` generates, in place of a crate.
    #[arg(long)]
    module: bool,
    #[command(flatten)]
    messages: Messages,
}

/// The documents that are looked for.
const USUAL: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// File names that say nothing of the API.
const GENERAL: [&str; 5] = ["openapi", "swagger", "api", "spec", "schema"];

impl Init {
    pub(super) fn run(self) -> ExitCode {
        match self.write() {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => self.messages.fail(&failure),
        }
    }

    fn write(&self) -> Result<(), Failure> {
        let file = Path::new(FILE_NAME);
        if file.exists() {
            return Err(Failure::usage(shown!["`", FILE_NAME, "` is here already"]));
        }
        let spec = self.spec()?;
        let title = title(&Document::of(Config::new(&spec), self.offline)?)?;
        let name = match &self.name {
            Some(name) => name.clone(),
            None => name(&spec, title),
        };
        Config::new(&spec).crate_name(&name).check()?;
        let schema_file = Path::new(schema::FILE_NAME);
        output::write_file(schema_file, &schema::text())?;
        output::write_file(file, self.configuration(&spec, &name).as_str())?;
        let next = match self.module {
            true => "clientwright lock",
            false => "clientwright generate",
        };
        self.messages.out(&shown![
            FILE_NAME,
            " is written, with ",
            schema::FILE_NAME,
            " for editors"
        ]);
        self.messages.out(&shown!["next: ", next]);
        let value = json!({ "written": [FILE_NAME, schema::FILE_NAME], "next": next });
        self.messages.result(None, value);
        Ok(())
    }

    /// The document: the one that is named, or one of a usual name.
    fn spec(&self) -> Result<PathBuf, Failure> {
        let found = || USUAL.iter().map(PathBuf::from).find(|path| path.exists());
        let Some(spec) = self.spec.clone().or_else(found) else {
            return Err(Failure::usage(
                "there is no `openapi.yaml` here; name the document: `clientwright init FILE`",
            ));
        };
        match SpecPlace::of(&spec) {
            SpecPlace::StandardInput => Err(Failure::usage(
                "a configuration names a file or a URL: save the document as `openapi.yaml` first",
            )),
            _ => Ok(spec),
        }
    }

    fn configuration(&self, spec: &Path, name: &str) -> Toml {
        let spec = Toml::exact(&Config::new(spec).shown_spec());
        let name = Toml::exact(name);
        let form: [Toml; 3] = match self.module {
            true => ["\n[module]\nname = ".into(), name, "\n".into()],
            false => ["output = \"client\"\n\n[crate]\nname = ".into(), name, "\n".into()],
        };
        let head: [Toml; 5] = [
            "#:schema ./".into(),
            schema::FILE_NAME.into(),
            "\nspec = ".into(),
            spec,
            "\n".into(),
        ];
        Toml::concat(head.into_iter().chain(form))
    }
}

/// The title of the document, if a client can be generated from it.
fn title(document: &Document) -> Result<String, Failure> {
    let (path, options) = (document.config.spec.clone(), document.options(Lock::default()));
    let generated = with_deep_stack(move || generate(&path, &options));
    let code = refusal(&generated.diagnostics);
    let spec = Shown::line(document.config.shown_spec());
    let facts = generated.files.and(generated.facts).ok_or_else(|| Failure {
        message: shown![
            "`",
            &spec,
            "` isn't a document that a client can be generated from; `clientwright generate ",
            &spec,
            "` says why"
        ],
        code,
    })?;
    Ok(facts.title)
}

/// The name of the file or, if that says nothing, the first word of the title.
fn name(spec: &Path, title: String) -> String {
    let stem = config_name(spec);
    let text = match GENERAL.contains(&stem.as_str()) {
        true => title.split_whitespace().next().unwrap_or_default().to_lowercase(),
        false => stem,
    };
    names::package_name(&text).replace('-', "_")
}
