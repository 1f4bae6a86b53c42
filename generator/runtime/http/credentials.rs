//! Who the caller is: OpenAPI 3.1.1, "Security Scheme Object" and "Security Requirement Object".

use reqwest::Url;

use super::any_url;
use super::client::Shared;
use super::credential::Credential;
use super::credential::Value;
use super::credential::bearer;
use super::draft::Draft;
use super::encoding::unreserved;
use super::facts::{Facts, Scopes};
use super::problem::Problem;
use super::schemes::{Place, Scheme};
use super::tokens::TokenRequest;

/// The credentials that an operation is called with.
pub(super) struct Chosen<'a> {
    credentials: Vec<(&'static str, &'a Credential)>,
}

/// The credentials that one request carries.
#[derive(Default)]
pub(super) struct Carried {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) query: Vec<String>,
    pub(super) cookies: Vec<String>,
    /// The token among them that was fetched, and that another may be fetched in place of.
    pub(super) token: Option<String>,
}

/// The credentials for an operation: those of the first alternative that is complete, by the client's credentials and by what
/// the caller fills in by hand, which is left as it is.
pub(super) fn choose<'a>(shared: &'a Shared, facts: &Facts, base: &Url, draft: &Draft) -> Result<Chosen<'a>, Problem> {
    let none = Chosen {
        credentials: Vec::new(),
    };
    if draft.is_without_credentials || !shared.sends_credentials {
        return Ok(none);
    }
    if let Some(target) = &draft.target {
        let is_own = any_url::of(base, &target.location)?.origin() == base.origin();
        return Ok(if is_own { all(shared, draft) } else { none });
    }
    let place = |key: &str| {
        shared
            .schemes
            .iter()
            .find(|scheme| scheme.key == key)
            .map(|scheme| scheme.place)
    };
    let is_by_hand = |key: &str| place(key).is_some_and(|place| place.is_filled(draft));
    let is_by_header = |key: &str| place(key).is_some_and(|place| place.is_filled_by(&shared.headers));
    let is_there = |key: &&'static str| shared.credentials.contains_key(key) || is_by_hand(key) || is_by_header(key);
    let mut named = facts.security.iter().filter(|alternative| !alternative.is_empty());
    let is_optional = named.clone().count() != facts.security.len();
    match named.clone().find(|alternative| alternative.iter().all(is_there)) {
        Some(alternative) => Ok(Chosen {
            credentials: alternative
                .iter()
                .filter(|key| !is_by_hand(key))
                .filter_map(|key| Some((*key, shared.credentials.get(key)?)))
                .collect(),
        }),
        None if is_optional || named.next().is_none() => Ok(none),
        None => Err(missing(shared.schemes, facts.security)),
    }
}

/// All credentials of the client that the caller doesn't fill in by hand: what a path requires that no operation describes
/// isn't known.
fn all<'a>(shared: &'a Shared, draft: &Draft) -> Chosen<'a> {
    let credentials = shared.credentials.iter().map(|(key, credential)| (*key, credential));
    Chosen {
        credentials: credentials
            .filter(|(_, credential)| !credential.place.is_filled(draft))
            .collect(),
    }
}

fn missing(schemes: &[Scheme], alternatives: &[&[&'static str]]) -> Problem {
    let method = |key: &&str| match schemes.iter().find(|scheme| scheme.key == *key) {
        Some(scheme) => format!("`ClientBuilder::{}`", scheme.method),
        None => format!("the credentials of `{key}`"),
    };
    let wanted: Vec<String> = alternatives
        .iter()
        .map(|alternative| alternative.iter().map(method).collect::<Vec<_>>().join(" and "))
        .collect();
    Problem::request(format!(
        "the operation requires credentials: set {}; where the server requires none, call `without_credentials` on the \
         request or on `ClientBuilder`",
        wanted.join(", or ")
    ))
}

impl Chosen<'_> {
    /// The credentials with their tokens, which are fetched where they have to be; not the one that the server refused.
    pub(super) async fn carried(
        &self,
        scopes: Scopes,
        request: TokenRequest<'_>,
        refused: Option<&str>,
    ) -> Result<Carried, Problem> {
        let mut carried = Carried::default();
        for (scheme, credential) in &self.credentials {
            match &credential.value {
                Value::Given(value) => carried.add(&credential.place, value.clone()),
                Value::Token(tokens) => {
                    let wanted = scopes.iter().find(|(known, _)| known == scheme);
                    let scopes = wanted.map(|(_, scopes)| *scopes).unwrap_or_default();
                    let token = Box::pin(tokens.token(TokenRequest { scopes, ..request }, refused)).await?;
                    carried.add(&credential.place, bearer(&token));
                    carried.token = Some(token);
                }
            }
        }
        Ok(carried)
    }
}

impl Carried {
    fn add(&mut self, place: &Place, value: String) {
        match place {
            Place::Header(name) => self.headers.push((name, value)),
            Place::Query(name) => self.query.push(format!("{}={}", unreserved(name), unreserved(&value))),
            Place::Cookie(name) => self.cookies.push(format!("{name}={}", unreserved(&value))),
        }
    }
}
