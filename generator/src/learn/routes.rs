//! Which operation a request is of, by its method and URL.

use crate::ir::{Api, Group, Operation, ResponseCase};
use crate::pattern;
use crate::source::percent_decoded;
use crate::template;

/// The operations of an API.
pub(super) struct Routes<'a> {
    routes: Vec<Route<'a>>,
    /// What comes before their paths: the paths of the document's servers.
    bases: Vec<String>,
}

/// An operation with its responses.
pub(super) struct Route<'a> {
    pub(super) operation: &'a Operation,
    pub(super) cases: Vec<&'a ResponseCase>,
    /// The segments of the path, with `*` for each variable.
    segments: Vec<String>,
    /// What the query has.
    query: Vec<&'a str>,
}

impl<'a> Routes<'a> {
    /// The operations, at the servers of the document or at this base URL.
    pub(super) fn new(api: &'a Api, base: Option<&str>) -> Self {
        let operations = api.groups.iter().flat_map(Group::operations_with_cases);
        let routes = operations.map(|(operation, cases)| {
            let (path, query) = split_query(&operation.path);
            Route {
                operation,
                cases,
                segments: segments(path).map(starred).collect(),
                query: pairs(query),
            }
        });
        Self {
            routes: routes.collect(),
            bases: match base {
                Some(base) => vec![base.trim_end_matches('/').to_owned()],
                None => bases(api),
            },
        }
    }

    /// The operation of a request: the one with the most of its path and query in place of variables.
    pub(super) fn find(&self, method: &str, url: &str) -> Option<&Route<'a>> {
        let (url, query) = split_query(url);
        let query = pairs(query);
        let paths: Vec<Vec<String>> = self.bases.iter().filter_map(|base| below(base, url)).collect();
        let fits = |route: &&Route<'a>| {
            route.operation.method == method
                && route.query.iter().all(|pair| query.contains(pair))
                && paths.iter().any(|path| route.takes(path))
        };
        self.routes.iter().filter(fits).max_by_key(|route| route.literalness())
    }
}

impl Route<'_> {
    fn takes(&self, path: &[String]) -> bool {
        let is_same = |(own, other): (&String, &String)| match own.contains('*') {
            true => !other.is_empty() && pattern::matches(own, other),
            false => own == other,
        };
        self.segments.len() == path.len() && self.segments.iter().zip(path).all(is_same)
    }

    /// Concrete paths come before templates: OpenAPI 3.1.1, "Patterned Fields" of the Paths Object.
    fn literalness(&self) -> (Vec<bool>, usize) {
        let is_literal = |segment: &String| !segment.contains('*');
        (self.segments.iter().map(is_literal).collect(), self.query.len())
    }
}

/// The paths of the servers, without those of single operations: their path may be that of any of them.
fn bases(api: &Api) -> Vec<String> {
    let client = [&api.client.base_url, &api.client.relative_base_url];
    let servers = api.client.servers.iter().map(|server| &server.url);
    let urls = client.into_iter().flatten().chain(servers);
    let mut bases: Vec<String> = urls.map(|url| path(url).trim_end_matches('/').to_owned()).collect();
    bases.push(String::new());
    bases.sort_unstable();
    bases.dedup();
    bases
}

/// The path of a URL, which may be no more than that.
fn path(url: &str) -> &str {
    let (url, _) = split_query(url);
    let Some((_, rest)) = url.split_once("://") else {
        return url;
    };
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
}

/// The segments of a URL below a base, which is a path or a whole URL.
fn below(base: &str, url: &str) -> Option<Vec<String>> {
    let whole = if base.contains("://") { url } else { path(url) };
    let rest = whole.strip_prefix(base)?;
    let is_below = rest.is_empty() || rest.starts_with('/');
    is_below.then(|| segments(rest).map(percent_decoded).collect())
}

/// The segments of a path; the root has an empty one, as each path that ends with a slash.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// A segment with `*` for each variable.
fn starred(segment: &str) -> String {
    template::filled(segment, |_| Some("*".to_owned()))
}

/// A URL before its query, and the query.
fn split_query(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    url.split_once('?').unwrap_or((url, ""))
}

fn pairs(query: &str) -> Vec<&str> {
    query.split('&').filter(|pair| !pair.is_empty()).collect()
}
