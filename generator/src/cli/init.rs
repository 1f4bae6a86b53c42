//! `clientwright init`: the first configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::config::{FILE_NAME, SpecPlace};
use clientwright::names::Lock;
use clientwright::output;
use clientwright::prose::{Shown, Toml};
use clientwright::{Config, generate, with_deep_stack};

use super::document::Document;
use super::{config_name, unwritten, usage};

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
}

/// The documents that are looked for.
const USUAL: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// File names that say nothing of the API.
const GENERAL: [&str; 5] = ["openapi", "swagger", "api", "spec", "schema"];

impl Init {
    pub(super) fn run(self) -> ExitCode {
        let file = Path::new(FILE_NAME);
        if file.exists() {
            return usage(&shown!["`", FILE_NAME, "` is here already"]);
        }
        let found = || USUAL.iter().map(PathBuf::from).find(|path| path.exists());
        let Some(spec) = self.spec.clone().or_else(found) else {
            return usage(&"there is no `openapi.yaml` here; name the document: `clientwright init FILE`".into());
        };
        if SpecPlace::of(&spec) == SpecPlace::StandardInput {
            return usage(&"a configuration names a file or a URL: save the document as `openapi.yaml` first".into());
        }
        let document = match Document::of(Ok(Config::new(&spec)), self.offline) {
            Ok(document) => document,
            Err(code) => return code,
        };
        let Some(title) = title(&document) else {
            let spec = Shown::line(spec.display());
            return usage(&shown![
                "`",
                &spec,
                "` isn't a document that a client can be generated from; `clientwright generate ",
                &spec,
                "` says why"
            ]);
        };
        let name = self.name.clone().unwrap_or_else(|| name(&spec, title));
        let text = self.configuration(&spec, &name);
        if let Err(error) = output::write_file(file, text.as_str()) {
            return unwritten(&error);
        }
        out!(FILE_NAME, " is written");
        out!(
            "next: ",
            if self.module {
                "clientwright lock"
            } else {
                "clientwright generate"
            }
        );
        ExitCode::SUCCESS
    }

    fn configuration(&self, spec: &Path, name: &str) -> Toml {
        let spec = Toml::exact(&Config::new(spec).shown_spec());
        let name = Toml::exact(name);
        let form: [Toml; 3] = match self.module {
            true => ["\n[module]\nname = ".into(), name, "\n".into()],
            false => ["output = \"client\"\n\n[crate]\nname = ".into(), name, "\n".into()],
        };
        let head: [Toml; 3] = ["spec = ".into(), spec, "\n".into()];
        Toml::concat(head.into_iter().chain(form))
    }
}

/// The title of the document, if a client can be generated from it.
fn title(document: &Document) -> Option<String> {
    let (spec, options) = (document.config.spec.clone(), document.options(Lock::default()));
    let generated = with_deep_stack(move || generate(&spec, &options));
    generated.files.and(generated.facts).map(|facts| facts.title)
}

/// The name of the file or, if that says nothing, the first word of the title.
fn name(spec: &Path, title: String) -> String {
    let stem = config_name(spec);
    let text = match GENERAL.contains(&stem.as_str()) {
        true => title.split_whitespace().next().unwrap_or_default().to_lowercase(),
        false => stem,
    };
    Config::new(spec).crate_name(text).package_name().replace('-', "_")
}
