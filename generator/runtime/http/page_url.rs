//! URLs of further pages, from responses.

use reqwest::Url;

use super::problem::Problem;

/// The URL of another page, as seen from the operation's own URL. It must be of the same origin: the credentials go with it,
/// those in its query included.
pub(super) fn of(operation: &Url, page: &str, credentials: &[String]) -> Result<Url, Problem> {
    let mut url = operation
        .join(page)
        .map_err(|error| Problem::pages("the URL of the next page is not valid").with_cause(error))?;
    if url.origin() != operation.origin() {
        return Err(Problem::pages(
            "the URL of the next page has another origin than the API",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::pages("the URL of the next page contains a user name"));
    }
    let is_credential = |pair: &str| credentials.iter().any(|other| name(other) == name(pair));
    let own = url.query().into_iter().flat_map(|query| query.split('&'));
    let own = own.filter(|pair| !pair.is_empty() && !is_credential(pair));
    let pairs: Vec<&str> = own.chain(credentials.iter().map(String::as_str)).collect();
    let query = pairs.join("&");
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    Ok(url)
}

fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}
