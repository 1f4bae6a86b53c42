//! URLs of paths that no operation describes.

use reqwest::Url;

use super::problem::Problem;

/// A URL, or a path below the base URL, which it may already begin with.
pub(super) fn of(base: &Url, location: &str) -> Result<Url, Problem> {
    let location = location.split('#').next().unwrap_or_default();
    if let Ok(url) = Url::parse(location) {
        return match matches!(url.scheme(), "http" | "https") {
            true => Ok(url),
            false => Err(Problem::request("the URL is neither `http` nor `https`")),
        };
    }
    let is_no_path = |(before, _): (&str, &str)| !before.contains(['/', '?']);
    if location.split_once("//").is_some_and(is_no_path) {
        return Err(Problem::request(
            "it is neither a URL nor a path, which can't begin with `//`",
        ));
    }
    let own = base.path().trim_end_matches('/');
    let rest = location.strip_prefix(own).filter(|_| !own.is_empty());
    let path = rest
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        .unwrap_or(location);
    match path.is_empty() || path.starts_with(['/', '?']) {
        true => appended(base, path),
        false => appended(base, &format!("/{path}")),
    }
}

/// The base URL with a path, and without its query.
pub(super) fn appended(base: &Url, path: &str) -> Result<Url, Problem> {
    let base = base.as_str().split('?').next().unwrap_or_default();
    let text = format!("{}{path}", base.trim_end_matches('/'));
    Url::parse(&text).map_err(|error| Problem::request("the URL is not valid").with_cause(error))
}
