//! The stages of the generator, each alone and all together, over documents that grow: the time must grow with them.
//!
//! ```text
//! cargo bench -p clientwright
//! ```

#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a benchmark that can't go on fails")]

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::source::Source;
use clientwright::{Config, document, emit, generate, lower, render};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// A document of so many schemas, and an operation for each, that refer to each other.
fn document(schemas: usize) -> String {
    let mut paths = String::new();
    let mut components = String::new();
    for index in 0..schemas {
        let next = (index * 7 + 1) % schemas;
        write!(
            paths,
            r##""/things{index}/{{id}}":{{"post":{{"tags":["T{tag}"],"operationId":"make{index}","parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}},{{"name":"q","in":"query","schema":{{"type":"integer"}}}}],"requestBody":{{"required":true,"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/S{index}"}}}}}}}},"responses":{{"200":{{"description":"ok","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/S{next}"}}}}}}}}}}}}}},"##,
            tag = index % 20
        )
        .unwrap();
        write!(
            components,
            r##""S{index}":{{"type":"object","required":["id"],"description":"The thing {index}.","properties":{{"id":{{"type":"string"}},"at":{{"type":"string","format":"date-time"}},"state":{{"type":"string","enum":["a{index}","b","c"]}},"next":{{"$ref":"#/components/schemas/S{next}"}},"many":{{"type":"array","items":{{"type":"object","properties":{{"x":{{"type":"number","nullable":true}}}}}}}}}}}},"##
        )
        .unwrap();
    }
    let (paths, components) = (paths.trim_end_matches(','), components.trim_end_matches(','));
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"Growing","version":"1"}},"paths":{{{paths}}},"components":{{"schemas":{{{components}}}}}}}"#
    )
}

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let options = Config::new("growing.json")
        .crate_name("growing")
        .options("growing.json".to_owned());
    for size in SIZES {
        let text = document(size);
        let path = folder.path().join(format!("{size}.json"));
        std::fs::write(&path, &text).unwrap();
        let mut group = criterion.benchmark_group(format!("{size} schemas and operations"));
        group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
        let read = |path: &Path| Source::read(path, "growing.json", &mut Diagnostics::new());
        group.bench_function(BenchmarkId::from_parameter("source"), |bencher| {
            bencher.iter(|| read(black_box(&path)));
        });
        let source = read(&path);
        group.bench_function(BenchmarkId::from_parameter("document"), |bencher| {
            bencher.iter(|| document::read(black_box(&source), &mut Diagnostics::new()));
        });
        let model = document::read(&source, &mut Diagnostics::new()).unwrap();
        group.bench_function(BenchmarkId::from_parameter("lower"), |bencher| {
            bencher.iter(|| lower::lower(black_box(&model), &options, &mut Diagnostics::new()));
        });
        let (api, _) = lower::lower(&model, &options, &mut Diagnostics::new()).unwrap();
        group.bench_function(BenchmarkId::from_parameter("emit and render"), |bencher| {
            bencher.iter(|| render::render(&emit::emit(black_box(&api)), "growing.json"));
        });
        group.bench_function(BenchmarkId::from_parameter("whole"), |bencher| {
            bencher.iter(|| generate(black_box(&path), &options));
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
