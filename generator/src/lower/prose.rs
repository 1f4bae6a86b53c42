//! stub, replaced by the cleaner
use serde_json::Value;
pub(crate) fn clean(text: &str) -> Vec<String> {
    text.trim().lines().map(str::to_owned).collect()
}
pub(crate) fn sentence(text: &str) -> String {
    text.split(". ").next().unwrap_or_default().to_owned()
}
pub(crate) fn code_span(value: &Value) -> Vec<String> {
    vec![format!("`{value}`")]
}
pub(crate) fn labelled(label: &str, value: &Value) -> Vec<String> {
    vec![format!("{label}: `{value}`")]
}
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
