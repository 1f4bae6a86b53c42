//! Texts that would be code, markup or commands if they were not shown as what they are.

/// A word that no text of ours holds, so that a text is known wherever it turns up.
pub const MARK: &str = "zqx";

/// A text like any other, to compare with.
pub const HARMLESS: &str = "zqx harmless";

/// The same as one word: where a path of properties is expected, a space makes a difference.
pub const WORD: &str = "zqxharmless";

/// The same as a URL: a server's may be relative or absolute.
pub const URL: &str = "https://zqx.example/harmless";

/// The texts; each holds [`MARK`].
pub fn all() -> Vec<String> {
    let mut all: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    all.push("zqx ".repeat(5_000));
    all.push("zqx".repeat(400));
    all
}

const TEXTS: &[&str] = &[
    "zqx\npub mod zqx_injected {}\n//",
    "zqx\r/// zqx\r#[zqx]",
    "\nzqx",
    "zqx\0zqx",
    "zqx\u{202e}\u{2066}zqx",
    "zqx\u{2028}pub mod zqx {}\u{2029}zqx\u{85}zqx",
    "zqx`` ` ``` zqx",
    "`zqx",
    "zqx\"'\\",
    "\"#zqx\"##",
    "zqx */ /* // --> <!-- --!>",
    "zqx]] ]]> [zqx](https://zqx.example) ![zqx](zqx) [`zqx`]",
    "zqx | a | b \\| c",
    "<script>zqx</script><b onclick=zqx>zqx<br>|--|",
    "{{zqx}} ${zqx} %zqx% {}",
    "zqx&#13;&#10;&#x202e;&rlm;&lt;b&gt;&amp;#10;zqx&NewLine;# zqx",
    "zqx\u{1b}[31m\u{9b}2J\u{7}\u{8}",
    "#[zqx] #![zqx] zqx!()",
    "zqx\\",
    "\n\n# zqx\n\n* zqx\n\n    zqx!();\n\n```\nzqx!();\n```\n\n---\n<div>\n\nzqx\n",
    "\n| zqx | b |\n|---|---|\n| x | y |\n",
    "```rust\nzqx!();",
    "[zqx]: https://zqx.example\n[zqx]",
    "https://zqx.example/a_b|c",
    "zqx\ncargo::rustc-env=ZQX=1\n",
    "\u{feff}zqx\u{61c}\u{e0041}\u{fff9}",
    "zqx\u{301}\u{1f600}\u{3000}",
    "../zqx/..\\zqx\nC:zqx",
    "\t zqx \t",
    "*zqx* _zqx_ ~~zqx~~ **zqx",
    "zqx = \"x\"\n[dependencies]\nzqx = \"1\"",
    "zqx.\nWARNING[zqx]: zqx\n --> zqx",
    "r#zqx'zqx b\"zqx",
];
