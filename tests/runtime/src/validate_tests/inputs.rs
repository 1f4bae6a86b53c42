//! The inputs of requests.

use super::Line;
use crate::runtime::http::{Facts, InputRules, Mismatch, Operation, Reply, Style};
use crate::runtime::rules::input_rules;
use crate::{ClientBuilder, NoDocumentedError, Request};

enum Listing {}

impl Operation for Listing {
    type Output = ();
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts::new("list", "GET", "/a/{id}", &[]);
    const RULES: InputRules = Self::INPUTS;

    fn output(_: &Reply) -> Result<(), Mismatch> {
        Ok(())
    }
}

input_rules! { Listing {
    path "id" => [pattern "^[a-z]+$"],
    query "limit" => [minimum 1, maximum 10],
    query "tags" => [max_items 1, each [min_length 2]],
    header "X-Trace" => [min_length 8],
    cookie "mail" => [format "email"],
    json "application/json" => [of Line],
    text "text/plain" => [max_length 3],
    form "application/x-www-form-urlencoded" => [of Line],
} }

fn listing(inputs: impl FnOnce(Request<Listing>) -> Request<Listing>) -> Vec<String> {
    let client = ClientBuilder::new(Some("https://api.example.com"), "test/1")
        .build()
        .unwrap();
    let Err(errors) = inputs(Request::new(&client)).validate() else {
        return Vec::new();
    };
    errors.violations().iter().map(ToString::to_string).collect()
}

#[test]
fn inputs_of_requests_are_checked() {
    assert!(listing(|request| request).is_empty());
    let fit = listing(|request| {
        let request = request.path_input("id", "abc", Style::SIMPLE);
        let request = request
            .query_input("limit", &10_i64, Style::FORM)
            .query_input("other", "", Style::FORM);
        request
            .header_input("X-Trace", "12345678", Style::SIMPLE)
            .text_body("text/plain", "abc")
    });
    assert!(fit.is_empty(), "{fit:?}");
    let unfit = listing(|request| {
        let request = request
            .path_input("id", "Abc", Style::SIMPLE)
            .query_input("limit", &0_i64, Style::FORM);
        let request = request.query_input("tags", &vec!["a".to_owned(), "bc".to_owned()], Style::FORM.explode());
        let request = request.header_input("X-Trace", "1", Style::SIMPLE);
        request
            .cookie_input("mail", "nobody", Style::FORM)
            .text_body("text/plain", "abcd")
    });
    assert_eq!(
        unfit,
        [
            "/path/id: must match the pattern `^[a-z]+$`",
            "/query/limit: must be at least 1",
            "/query/tags: must have at most 1 element",
            "/query/tags/0: must have at least 2 characters",
            "/header/X-Trace: must have at least 8 characters",
            "/cookie/mail: must be of the format `email`",
            "/body: must have at most 3 characters",
        ]
    );
    let line = Line::default();
    let in_body = ["/body/count: must be at least 1"];
    assert_eq!(listing(|request| request.json_body("application/json", &line)), in_body);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(listing(|request| request.form_body(form, &line, &[])), in_body);
    assert!(listing(|request| request.json_body("application/other+json", &line)).is_empty());
}
