//! The examples in the documentation of emitted crates, as one program: a compiler checks it faster than one doctest at a
//! time. Also compiled by `build.rs`, so it names the standard library alone.

/// The examples in the documentation of a file of Rust, without what marks them as such.
pub fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines().map(str::trim_start) {
        let Some(line) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else {
            continue;
        };
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut open {
            None if line == "```no_run" => open = Some(String::new()),
            None => {}
            Some(_) if line == "```" => examples.extend(open.take()),
            Some(example) => {
                example.push_str(line.strip_prefix("# ").unwrap_or(line));
                example.push('\n');
            }
        }
    }
    examples
}

/// One function for each example; they are compiled, and never called.
pub fn functions(examples: &[String]) -> String {
    let function = |(index, example): (usize, &String)| format!("fn example_{index}() {{\n{example}}}\n\n");
    examples.iter().enumerate().map(function).collect()
}
