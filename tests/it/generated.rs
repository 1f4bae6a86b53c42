//! The emitted crate as its users see it.

use stackone::types::{
    ConnectSessionCreate, ConnectSessionCreateCategory as Category, ConnectSessionCreateType as Type,
    ConnectSessionTokenAuthLink,
};
use stackone::{CallError, Client, Field, Operation, Request, RetryPolicy};

#[test]
fn a_request_body_reads_as_in_the_quick_start() {
    let body = ConnectSessionCreate::new("org-42", "Acme Corp")
        .categories([Some(Category::Hris), Some(Category::Ats), None])
        .label("production")
        .provider(Field::Null)
        .type_(Type::Test)
        .expires_in(3600.0);
    assert_eq!(body.label.value().map(String::as_str), Some("production"));
    assert!(body.provider.is_null() && body.account_id.is_absent());
}

#[test]
fn enums_keep_what_they_do_not_know() {
    let category = Category::from("hrisLegacy");
    assert_eq!((category.known(), category.as_str()), (None, "hrisLegacy"));
    assert_eq!(Category::from("hris-legacy"), Category::HrisLegacy);
    assert_ne!(Category::from("HRIS"), Category::Hris);
    assert_eq!("crm".parse(), Ok(Category::Crm));
    assert_eq!(Category::Crm.to_string(), "crm");
}

#[test]
fn what_a_task_needs_can_be_sent_between_threads() {
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    fn is_send<T: Send + 'static>(_: T) {}
    is_send_and_sync::<Client>();
    is_send_and_sync::<stackone::CallError<stackone::api::connect_sessions::CreateError>>();
    is_send_and_sync::<stackone::Error>();
    let client = Client::builder().retry(RetryPolicy::none()).build().unwrap();
    let request = client.connect_sessions().create(ConnectSessionCreate::new("a", "b"));
    is_send(request.send());
}

#[test]
fn a_client_shows_no_credentials() {
    let builder = Client::builder()
        .basic_auth("user", "hunter2")
        .header("X-Key", "hunter2");
    assert!(!format!("{builder:?}").contains("hunter2"));
    assert!(!format!("{:?}", builder.build().unwrap()).contains("hunter2"));
}

#[test]
fn code_that_is_generic_over_operations_names_their_types() {
    async fn send<Op: Operation + 'static>(request: Request<Op>) -> Result<Op::Output, CallError<Op::Error>> {
        request.await
    }
    fn output_of<Op: Operation<Output = ConnectSessionTokenAuthLink>>(_: &Request<Op>) {}
    let client = Client::builder().build().unwrap();
    let request = client.connect_sessions().create(ConnectSessionCreate::new("a", "b"));
    output_of(&request);
    drop(send(request));
}
