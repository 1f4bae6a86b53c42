//! The codec against serde's derive, over the types of the committed client and twins of them written by hand.
//!
//! ```text
//! cargo bench -p clientwright-runtime
//! ```

#![allow(dead_code, unused_imports, unused_macros, unreachable_pub, deprecated, missing_docs)]
#![allow(clippy::unwrap_used, reason = "a benchmark that can't go on fails")]

#[path = "../../../generator/runtime/mod.rs"]
mod runtime;
mod twins;
#[rustfmt::skip]
#[path = "../../../generated/src/types/mod.rs"]
mod types;

pub use runtime::json::{Field, UnknownInteger, UnknownNameError, UnknownValue, UnknownVariant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use runtime::json;
use std::hint::black_box;

/// A session as the API answers with: every property, one value that is not listed.
const SESSION: &str = r#"{"id":7,"organization_id":"1234567890","project_id":"dev-project-68574","categories":["hris","ats",null,"payroll"],"provider":"bamboohr","origin_owner_id":"customer-123","origin_owner_name":"Acme \"Corp\"","origin_username":null,"account_id":"45355976281015164504","label":"production","created_at":"2023-05-30T00:00:00.000Z","metadata":{"plan":"enterprise","seats":250,"tags":["a","b"]},"external_trigger_token":"f0bc3d88-2178-5423-8c81-b81d6c9da824","type":"production","integration_id":null,"connector_profile_id":"9d4b3a1e-6b0f-4c57-9b1c-0f6f2c1b7a55","latest_connection_attempt":{"id":"a1","status":"pending","account_secure_id":null,"oauth_error_code":null,"oauth_error_description":null,"created_at":"2023-05-30T00:00:00.000Z","updated_at":"2023-05-30T00:01:00.000Z"},"token":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0","auth_link_url":"https://app.stackone.com/embedded/accounts/link/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"}"#;

/// A request with most of its properties.
const CREATE: &str = r#"{"categories":["ats","hris","crm",null],"provider":"salesforce","origin_owner_id":"customer-123","origin_owner_name":"Acme Corp","origin_username":"jane@example.com","account_id":null,"expires_in":1800,"metadata":{"plan":"enterprise","seats":250},"multiple":false,"label":"production","type":"test","connector_profile_id":null}"#;

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read a session");
    group.throughput(Throughput::Bytes(SESSION.len() as u64));
    group.bench_function("codec", |bencher| {
        bencher.iter(|| json::from_slice::<types::ConnectSessionTokenAuthLink>(black_box(SESSION.as_bytes())).unwrap());
    });
    group.bench_function("serde derive", |bencher| {
        bencher.iter(|| serde_json::from_slice::<twins::Session>(black_box(SESSION.as_bytes())).unwrap());
    });
    group.finish();
}

fn write(criterion: &mut Criterion) {
    let ours: types::ConnectSessionCreate = json::from_str(CREATE).unwrap();
    let twin: twins::Create = serde_json::from_str(CREATE).unwrap();
    let same = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(same(&json::to_vec(&ours)), same(CREATE.as_bytes()));
    let mut group = criterion.benchmark_group("write a request");
    group.throughput(Throughput::Bytes(CREATE.len() as u64));
    group.bench_function("codec", |bencher| bencher.iter(|| json::to_vec(black_box(&ours))));
    group.bench_function("serde derive", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&twin)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, read, write);
criterion_main!(benches);
