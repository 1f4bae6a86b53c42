//! What a call that is over gives.

use super::call_error::CallError;
use super::departing::Declared;
use super::error::Error;
use super::facts::Facts;
use super::mismatch::Mismatch;
use super::operation::{ErrorResponses, NoDocumentedError, Operation};
use super::problem::Problem;
use super::raw_response::RawResponse;
use super::reply::{Reply, Response};

/// The response as it is.
pub(super) fn raw(result: Result<Reply, Problem>, facts: &Facts) -> Result<RawResponse, Error> {
    let failed = |problem| Error::from(CallError::<NoDocumentedError>::on_the_way(facts, problem));
    result.map(RawResponse::of).map_err(failed)
}

/// What a call that is over gives.
pub(crate) fn received<Op: Operation>(
    facts: &Facts,
    result: Result<Reply, Problem>,
) -> Result<Response<Op::Output>, CallError<Op::Error>> {
    match result {
        Ok(reply) => understand::<Op>(reply),
        Err(problem) => Err(CallError::on_the_way(facts, problem)),
    }
}

pub(super) fn understand<Op: Operation>(reply: Reply) -> Result<Response<Op::Output>, CallError<Op::Error>> {
    let declared = Declared {
        statuses: Op::STATUSES,
        media_types: Op::ACCEPT,
    };
    match Op::output(&reply) {
        Ok(value) => {
            reply.report(&Op::FACTS, &declared, None);
            Ok(Response {
                status: reply.status,
                headers: reply.headers,
                raw_body: reply.body,
                value,
            })
        }
        Err(Mismatch::Undeclared) if !(200..300).contains(&reply.status) => {
            let (body, mismatch) = match Op::Error::read(&reply) {
                Ok(body) => (body, None),
                Err(mismatch) => (Op::Error::undocumented(), Some(mismatch)),
            };
            reply.report(&Op::FACTS, &declared, mismatch.as_ref());
            Err(CallError::api(&Op::FACTS, body, mismatch, reply))
        }
        Err(mismatch) => {
            reply.report(&Op::FACTS, &declared, Some(&mismatch));
            Err(CallError::mismatched(&Op::FACTS, mismatch, reply))
        }
    }
}
