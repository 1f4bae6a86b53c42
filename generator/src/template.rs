//! Path templates: OpenAPI 3.1.1, "Path Templating".

/// The variables of a template, in order: `{name}`.
pub(crate) fn variables(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(name, _)| name).collect()
}

/// The name that a variable means: some write the style into the path as RFC 6570 does, `{.name}` and `{;name*}`, and
/// into the parameter as well.
pub(crate) fn plain_name(variable: &str) -> &str {
    let name = variable.strip_prefix(['.', ';']).unwrap_or(variable);
    let name = name.strip_suffix('*').unwrap_or(name);
    if name.is_empty() { variable } else { name }
}

/// The template with plain names.
pub(crate) fn plain(template: &str) -> String {
    filled(template, |variable| Some(format!("{{{}}}", plain_name(variable))))
}

/// The template with what takes the place of each variable; a variable that nothing does for stays.
pub(crate) fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let variable = after.split_once('}').filter(|(name, _)| !name.contains('{'));
        let given = variable.and_then(|(name, tail)| Some((value(name)?, tail)));
        rest = match given {
            Some((value, tail)) => {
                filled.push_str(&value);
                tail
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_no_part_of_a_name() {
        assert_eq!(plain("/a/{.b*}/{;c}.{d*}/{e}{?f}"), "/a/{b}/{c}.{d}/{e}{?f}");
        assert_eq!(plain("/{*}/{.}"), "/{*}/{.}");
    }
}
