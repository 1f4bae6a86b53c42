//! One span per call, following the OpenTelemetry semantic conventions for HTTP clients; nothing without the feature `tracing`.

#[cfg(not(feature = "tracing"))]
pub(super) use off::CallSpan;
#[cfg(feature = "tracing")]
pub(super) use on::CallSpan;

#[cfg(feature = "tracing")]
mod on {
    use reqwest::Url;
    use tracing::field::Empty;
    use tracing::instrument::Instrumented;
    use tracing::{Instrument, Span};

    use super::super::facts::Facts;
    use super::super::problem::Problem;
    use super::super::reply::Reply;

    /// The span of a call.
    pub(in super::super) struct CallSpan(Span);

    impl CallSpan {
        pub(in super::super) fn new(facts: &Facts) -> Self {
            Self(tracing::info_span!(
                "http_call",
                "otel.name" = %format_args!("{} {}", facts.method, facts.path),
                "otel.kind" = "client",
                "http.request.method" = facts.method.as_ref(),
                "url.template" = facts.path,
                "server.address" = Empty,
                "server.port" = Empty,
                "http.response.status_code" = Empty,
                "http.request.resend_count" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(in super::super) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        pub(in super::super) fn server(&self, base: &Url) {
            self.0.record("server.address", base.host_str());
            self.0.record("server.port", base.port_or_known_default());
        }

        pub(in super::super) fn resent(&self, count: u32) {
            self.0.record("http.request.resend_count", count);
        }

        pub(in super::super) fn ended(&self, result: &Result<Reply, Problem>) {
            match result {
                Ok(reply) => {
                    self.0.record("http.response.status_code", reply.status);
                    if reply.status >= 400 {
                        self.0.record("error.type", tracing::field::display(reply.status));
                    }
                }
                Err(problem) => {
                    self.0.record("error.type", problem.kind.as_str());
                }
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use reqwest::Url;

    use super::super::facts::Facts;
    use super::super::problem::Problem;
    use super::super::reply::Reply;

    /// No span.
    pub(in super::super) struct CallSpan;

    impl CallSpan {
        pub(in super::super) fn new(_facts: &Facts) -> Self {
            Self
        }

        pub(in super::super) fn around<F: Future>(&self, future: F) -> F {
            future
        }

        pub(in super::super) fn server(&self, _base: &Url) {}

        pub(in super::super) fn resent(&self, _count: u32) {}

        pub(in super::super) fn ended(&self, _result: &Result<Reply, Problem>) {}
    }
}
