//! Enums of very many values take time in proportion.

use std::fmt::Write;
use std::time::{Duration, Instant};

use clientwright_tests::generate;

const VALUES: usize = 20_000;

/// Long enough for a busy machine and an unoptimised build; what is quadratic takes many times as long.
const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn twenty_thousand_values_take_seconds() {
    let mut document = String::from(
        "openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Name:\n      type: string\n      enum:\n",
    );
    for value in 0..VALUES {
        writeln!(document, "        - name-{value}").unwrap();
    }
    document.push_str("      x-ms-enum:\n        values:\n");
    for value in 0..VALUES {
        writeln!(
            document,
            "          - {{value: name-{value}, description: Number {value}.}}"
        )
        .unwrap();
    }
    document.push_str("    Number:\n      type: integer\n      enum:\n");
    for value in 0..VALUES {
        writeln!(document, "        - {value}").unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.yaml");
    std::fs::write(&path, document).unwrap();

    let start = Instant::now();
    let generated = generate(&path, "large.yaml");
    let taken = start.elapsed();

    let files = generated.files.unwrap().0;
    assert!(files["src/types/name.rs"].contains("\"name-19999\" => Name19999,"));
    assert!(files["src/types/name.rs"].contains("/// Number 19999."));
    assert!(files["src/types/number.rs"].contains("19999 => Value19999,"));
    assert!(taken < LIMIT, "it took {taken:?}");
}
