//! CommonMark and HTML in, rustdoc's Markdown out.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::escape::escaped;
use super::visible::{is_hidden, on_one_line};
use super::{Line, code};

/// How deep lists and quotes are shown as such.
const MAX_DEPTH: usize = 6;

/// Languages that a fence may declare; all others might be treated as Rust.
const LANGUAGES: &[&str] = &[
    "bash",
    "console",
    "css",
    "csv",
    "go",
    "graphql",
    "html",
    "http",
    "java",
    "javascript",
    "json",
    "python",
    "sh",
    "shell",
    "sql",
    "typescript",
    "xml",
    "yaml",
];

/// Elements of HTML; anything else in angle brackets is text.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "script",
    "security-definitions",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

pub(super) fn clean(text: &str) -> Vec<Line> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.finish()
}

/// Writes blocks as lines.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The text of the paragraph, heading or cell that is being written.
    text: String,
    /// What stands before each line: one piece a list item or quote.
    prefixes: Vec<Prefix>,
    lists: Vec<Option<u64>>,
    /// The targets of the open links; `None` for one that is shown as its text alone.
    links: Vec<Option<String>>,
    code: Option<String>,
    row: Vec<String>,
    is_heading: bool,
    needs_blank: bool,
}

/// What stands before the lines of a list item or a quote.
struct Prefix {
    first: String,
    rest: String,
    is_used: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                // What an entity stands for is text, whatever it is: it ends no line.
                None => self.push_text(&on_one_line(&text)),
            },
            Event::Code(text) => self.text.push_str(code(&text).as_str()),
            Event::Html(html) | Event::InlineHtml(html) => self.push_html(&html),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {}
            Tag::Heading { .. } => {
                self.flush();
                self.is_heading = true;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match &kind {
                    CodeBlockKind::Fenced(language) => {
                        language.split([' ', ',']).next().unwrap_or_default().to_lowercase()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                let language = LANGUAGES
                    .iter()
                    .find(|known| **known == language)
                    .copied()
                    .unwrap_or("text");
                self.code = Some(format!("{language}\n"));
            }
            Tag::BlockQuote(_) => self.open("> ", "> "),
            Tag::List(start) => {
                self.flush();
                self.lists.push(start);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.text.push('*'),
            Tag::Strong => self.text.push_str("**"),
            Tag::Link {
                link_type, dest_url, ..
            } => {
                let is_web = dest_url.starts_with("https://")
                    || dest_url.starts_with("http://")
                    || dest_url.starts_with("mailto:");
                let is_plain =
                    !dest_url.contains(['<', '>', ' ', '(', ')', '\\', '`']) && !dest_url.contains(is_hidden);
                let target = (is_web && is_plain).then(|| dest_url.to_string());
                if target.is_some() && !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.text.push('[');
                }
                self.links.push(target);
            }
            Tag::Image { .. } => self.links.push(None),
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => self.flush(),
            TagEnd::CodeBlock => self.flush_code(),
            TagEnd::BlockQuote(_) => self.close(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.needs_blank = self.lists.is_empty();
            }
            TagEnd::Item => {
                self.close();
                self.needs_blank = false;
            }
            TagEnd::Emphasis => self.text.push('*'),
            TagEnd::Strong => self.text.push_str("**"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.links.pop();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text).replace('\n', " ").replace('|', "\\|");
                self.row.push(cell);
            }
            TagEnd::TableHead => {
                self.flush_row();
                let rule = self.row.iter().map(|_| "---".to_owned()).collect();
                self.row = rule;
                self.flush_row();
            }
            TagEnd::TableRow => self.flush_row(),
            TagEnd::Table => self.needs_blank = true,
            _ => {}
        }
    }

    fn end_link(&mut self) {
        if let Some(Some(target)) = self.links.pop() {
            // An autolink was written as such by its text.
            if !self.text.ends_with('>') {
                self.text.push_str(&format!("]({target})"));
            }
        }
    }

    fn open(&mut self, first: &str, rest: &str) {
        self.flush();
        let is_deep = self.prefixes.len() >= MAX_DEPTH;
        let [first, rest] = if is_deep { ["", ""] } else { [first, rest] }.map(str::to_owned);
        self.prefixes.push(Prefix {
            first,
            rest,
            is_used: false,
        });
    }

    fn close(&mut self) {
        self.flush();
        self.prefixes.pop();
        self.needs_blank = true;
    }

    fn item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "* ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.open(&marker, &rest);
    }

    /// Text, with bare URLs as links.
    fn push_text(&mut self, text: &str) {
        if self.links.last().is_some_and(Option::is_some) || self.links.len() > 1 {
            let is_own = self
                .links
                .last()
                .and_then(Option::as_deref)
                .is_some_and(|target| target.trim_start_matches("mailto:") == text);
            let is_auto = is_own && !self.text.ends_with('[');
            let text = if is_auto {
                format!("<{text}>")
            } else {
                escaped(text, self.text.is_empty())
            };
            self.text.push_str(&text);
            return;
        }
        let mut rest = text;
        while let Some(at) = ["https://", "http://"]
            .iter()
            .filter_map(|scheme| rest.find(scheme))
            .min()
        {
            let (before, url) = rest.split_at(at);
            self.push_escaped(before);
            let end = url
                .find(|letter: char| letter.is_whitespace() || "<>()[]{}\"'`\\,;".contains(letter))
                .unwrap_or(url.len());
            let (url, after) = url.split_at(end);
            let bare = url.trim_end_matches(['.', ':', '!', '?', '*', '_']);
            let tail = url.get(bare.len()..).unwrap_or_default();
            if bare.ends_with("//") {
                self.push_escaped(bare);
            } else {
                self.text.push_str(&format!("<{bare}>"));
            }
            self.push_escaped(tail);
            rest = after;
        }
        self.push_escaped(rest);
    }

    fn push_escaped(&mut self, text: &str) {
        let starts_line = self.text.is_empty() || self.text.ends_with('\n');
        let text = escaped(text, starts_line);
        self.text.push_str(&text);
    }

    /// Tags are left out, `<br>` and the ends of blocks are line breaks.
    fn push_html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            self.push_text(before.trim_start_matches('\n'));
            let Some((name, after)) = tag.split_once('>') else {
                break;
            };
            let whole = name;
            let name = name
                .trim_start_matches('/')
                .split([' ', '/', '\n'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            if !whole.starts_with('!') && !TAGS.contains(&name.as_str()) {
                self.push_escaped(&format!("<{whole}>"));
            } else if matches!(
                name.as_str(),
                "br" | "p" | "li" | "div" | "tr" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol"
            ) && !self.text.is_empty()
            {
                self.text.push('\n');
            }
            rest = after;
        }
        self.push_text(rest.trim_matches('\n'));
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let is_heading = std::mem::take(&mut self.is_heading);
        let lines: Vec<&str> = text
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        if lines.is_empty() {
            return;
        }
        if is_heading {
            let title = lines.join(" ").replace("**", "");
            self.block(vec![format!("**{title}**")]);
        } else {
            self.block(lines.into_iter().map(str::to_owned).collect());
        }
    }

    fn flush_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let (language, code) = code.split_once('\n').unwrap_or(("text", ""));
        let ticks = if code.contains("```") { "````" } else { "```" };
        let mut lines = vec![format!("{ticks}{language}")];
        lines.extend(
            code.trim_end()
                .lines()
                .map(|line| line.replace("````", "'''").trim_end().to_owned()),
        );
        lines.push(ticks.to_owned());
        self.block(lines);
    }

    fn flush_row(&mut self) {
        let row = format!("| {} |", self.row.join(" | "));
        self.needs_blank =
            self.needs_blank && !self.lines.last().is_some_and(|line| line.trim_start().starts_with('|'));
        self.write(vec![row]);
    }

    fn block(&mut self, lines: Vec<String>) {
        self.write(lines);
        self.needs_blank = true;
    }

    fn write(&mut self, lines: Vec<String>) {
        if std::mem::take(&mut self.needs_blank) && !self.lines.is_empty() {
            let prefix: String = self
                .prefixes
                .iter()
                .filter(|prefix| prefix.is_used)
                .map(|prefix| prefix.rest.as_str())
                .collect();
            self.lines.push(prefix.trim_end().to_owned());
        }
        for line in lines {
            let mut text = String::new();
            for prefix in &mut self.prefixes {
                let is_first = !std::mem::replace(&mut prefix.is_used, true);
                text.push_str(if is_first { &prefix.first } else { &prefix.rest });
            }
            text.push_str(&line);
            self.lines.push(text.trim_end().to_owned());
        }
    }

    fn finish(mut self) -> Vec<Line> {
        self.flush();
        self.lines.iter().map(|line| Line::gated(line)).collect()
    }
}
