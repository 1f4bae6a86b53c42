//! Old names that stay as aliases: `[renamed]` of a configuration.

use clientwright::names::Lock;
use clientwright::{Config, Generated, with_deep_stack};

const DOCUMENT: &str = r"
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      tags: [pets]
      operationId: list
      responses: { '200': { description: all, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    post:
      tags: [pets]
      operationId: create
      responses: { '204': { description: done } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Toy: { type: object, properties: { name: { type: string } } }
";

/// The client with these rows of `[renamed]`, after a run that gave these names.
fn generated(document: &str, rows: &str, before: Lock) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, document).unwrap();
    let configuration = folder.path().join("clientwright.toml");
    let text = format!("spec = 'pets.yaml'\noutput = 'pets'\n[renamed]\n{rows}");
    std::fs::write(&configuration, text).unwrap();
    let config = Config::read(&configuration).unwrap();
    let options = config.options("pets.yaml".to_owned()).after(before);
    with_deep_stack(move || clientwright::generate(&path, &options))
}

fn file<'g>(generated: &'g Generated, path: &str) -> &'g str {
    generated.files.as_ref().unwrap().0.get(path).unwrap()
}

/// The messages of a refused run, each with its help.
fn refused(rows: &str, before: Lock) -> Vec<(String, String)> {
    let generated = generated(DOCUMENT, rows, before);
    assert!(generated.files.is_none() && generated.lock.is_none());
    let messages = generated.diagnostics.iter().map(|diagnostic| {
        assert_eq!(diagnostic.code.as_str(), "invalid-rename");
        (diagnostic.message.clone(), diagnostic.help.clone().unwrap())
    });
    messages.collect()
}

fn lock(document: &str) -> Lock {
    generated(document, "", Lock::default()).lock.unwrap()
}

#[test]
fn what_was_renamed_in_the_document_has_both_names() {
    let before = lock(
        &DOCUMENT
            .replace("Pet:", "Animal:")
            .replace("schemas/Pet", "schemas/Animal"),
    );
    let generated = generated(DOCUMENT, "Animal = 'Pet'", before);
    assert!(generated.diagnostics.is_empty());
    let pet = file(&generated, "src/types/pet.rs");
    assert!(pet.contains("#[deprecated(note = \"renamed to `Pet`\")]\npub type Animal = Pet;"));
    let exports = file(&generated, "src/types/mod.rs");
    assert!(
        exports.contains("#[allow(deprecated)]\npub use pet::Animal;"),
        "{exports}"
    );
}

#[test]
fn a_newcomer_does_not_get_the_old_name() {
    let grown = format!("{DOCUMENT}    Animal: {{ type: object, properties: {{ legs: {{ type: integer }} }} }}\n");
    let grown = grown.replace("operationId: create", "operationId: all");
    let rows = "Animal = 'Pet'\n'pets.all' = 'pets.list'";
    let generated = generated(&grown, rows, Lock::default());
    assert!(generated.diagnostics.is_empty());
    assert!(file(&generated, "src/types/animal.rs").contains("pub struct Animal2 {"));
    assert!(file(&generated, "src/types/pet.rs").contains("pub type Animal = Pet;"));
    let pets = file(&generated, "src/api/pets.rs");
    assert!(pets.contains("pub fn all(&self) -> Request<List> {\n        self.list()\n    }"));
    assert!(pets.contains("pub fn all_2(&self) -> Request<All2>"), "{pets}");
}

#[test]
fn a_new_name_that_nothing_has_is_an_error() {
    let found = refused(
        "Animal = 'Pett'\n'pets.all' = 'pets.lists'\nBeast = 'Monster'",
        Lock::default(),
    );
    let expected = [
        (
            "`Animal` is an old name of `Pett`, but no type is named `Pett`",
            "did you mean `Pet`?",
        ),
        (
            "`Beast` is an old name of `Monster`, but no type is named `Monster`",
            "`[renamed]` maps each old name in the generated code to its current name",
        ),
        (
            "`pets.all` is an old name of `pets.lists`, but no operation is named `pets.lists`",
            "did you mean `pets.list`?",
        ),
    ];
    assert_eq!(
        found,
        expected.map(|(message, help)| (message.to_owned(), help.to_owned()))
    );
}

#[test]
fn an_old_name_that_something_else_has_is_an_error() {
    let rows = "Toy = 'Pet'\nOption = 'Pet'\n'pets.create' = 'pets.list'\n'pets.new' = 'pets.list'";
    let found = refused(rows, lock(DOCUMENT));
    let messages: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`Option` can't be an old name of `Pet`: a type has that name",
            "`Toy` can't be an old name of `Pet`: a type has that name",
            "`pets.create` can't be an old name of `pets.list`: a method has that name",
            "`pets.new` can't be an old name of `pets.list`: a method has that name",
        ]
    );
}
