//! Statuses and what they are called: RFC 9110, section 15.

use crate::ir::StatusPattern;

/// Whether the status is a success: RFC 9110, section 15.3.
pub(crate) fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(hundred) => hundred == 2,
        StatusPattern::DefaultSuccess => true,
        StatusPattern::DefaultError => false,
    }
}

/// Whether the status is what an operation without a success is called for, such as a redirect to a file.
pub(crate) fn is_outcome(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => code < 400,
        StatusPattern::Range(hundred) => hundred < 4,
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => false,
    }
}

/// Whether a client would follow the response to another URL: RFC 9110, section 15.4.
pub(crate) fn is_redirect(status: StatusPattern) -> bool {
    matches!(
        status,
        StatusPattern::Code(301 | 302 | 303 | 307 | 308) | StatusPattern::Range(3)
    )
}

/// Statuses whose answers have no body: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
pub(crate) fn has_no_body(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(204 | 205 | 304))
}

/// The part of a name for a success body; only the first kinds of success go without their reason.
pub(crate) fn success_part(status: StatusPattern) -> &'static str {
    match status {
        StatusPattern::Code(202) => "accepted",
        StatusPattern::Code(206) => "partial content",
        _ => "response",
    }
}

/// What a status is known by in the lock.
pub(crate) fn key(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "default".to_owned(),
    }
}

/// The words of a status.
pub(crate) fn reason(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => REASONS
            .iter()
            .find(|(known, _)| *known == code)
            .map_or_else(|| format!("status {code}"), |(_, reason)| (*reason).to_owned()),
        StatusPattern::Range(1) => "informational".to_owned(),
        StatusPattern::Range(2) => "success".to_owned(),
        StatusPattern::Range(3) => "redirection".to_owned(),
        StatusPattern::Range(4) => "client error".to_owned(),
        StatusPattern::Range(5) => "server error".to_owned(),
        StatusPattern::Range(other) => format!("status {other}xx"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "other".to_owned(),
    }
}

/// The registered statuses that documents use.
const REASONS: &[(u16, &str)] = &[
    (100, "continue"),
    (101, "switching protocols"),
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (418, "im a teapot"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
    (505, "http version not supported"),
    (506, "variant also negotiates"),
    (507, "insufficient storage"),
    (508, "loop detected"),
    (511, "network authentication required"),
];
