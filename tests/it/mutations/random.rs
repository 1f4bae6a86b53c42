//! Numbers that follow from a seed, the same on every machine and in every version: SplitMix64.

/// A row of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The row of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; zero where that is zero.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// Yes, once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of some things.
    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        let index = self.below(things.len());
        things.get(index)
    }
}

/// Texts that have broken generators.
pub const HOSTILE: &[&str] = &[
    "",
    " ",
    "\n",
    "\r",
    "\u{0}",
    "a\nb",
    "*/ fn x() {} /*",
    "`",
    "\"",
    "\\",
    "\"#",
    "{",
    "}}",
    "${x}",
    "{}",
    "//",
    "#",
    "../../x",
    "/",
    "~",
    "~1",
    "%",
    "%2",
    "\u{202e}",
    "\u{feff}",
    "\u{e9}\u{301}",
    "\u{1f980}",
    "self",
    "Self",
    "super",
    "crate",
    "_",
    "r#",
    "0",
    "-1",
    "1e999",
    "Option",
    "String",
    "new",
    "body",
    "con",
    "aux",
    "<script>",
    "|",
    "[x](y)",
    "&#13;",
    "$ref",
    "x-",
    "application/json",
    "*/*",
    "{x",
    "x}",
    "{x}{x}",
    "2XX",
    "default",
    "200",
    "=",
    "!",
];
