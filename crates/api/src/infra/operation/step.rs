//! A transaction of an operation.

use bson::{Bson, doc};
use mongodb::ClientSession;
use mongodb::error::{Error, Result};

use super::claims::{Claim, binary};
use super::{CURRENT, with_claim};

/// A transaction of the operation under way that is to be carried out.
pub struct Step(Claim);

/// What there is to do for the next transaction of this task.
pub enum NextStep {
    /// No operation is under way: nothing besides.
    Unnamed,
    /// It is to be carried out, and then [noted](Step::note).
    ToDo(Box<Step>),
    /// It was carried out by an earlier attempt, and gave this, if that was kept.
    Done(Option<Vec<u8>>),
}

/// The operation took effect in an earlier attempt, but what it gave was not kept.
#[derive(Debug)]
pub struct AnswerLost;

/// Another process took the operation over.
#[derive(Debug)]
pub struct ClaimLost;

/// Goes on to the next transaction.
///
/// # Errors
/// When what was kept cannot be read.
pub fn next_step() -> Result<NextStep> {
    let next = with_claim(|claim| {
        let done = claim.done.get(claim.step).cloned();
        claim.step += 1;
        let Some(done) = done else { return Ok(NextStep::ToDo(Box::new(Step(claim.clone())))) };
        claim.ids = done.ids;
        let result = done.result.map(|result| claim.seal.open(&result.bytes)).transpose();
        Ok(NextStep::Done(result.map_err(Error::custom)?))
    });
    next.unwrap_or(Ok(NextStep::Unnamed))
}

impl Step {
    /// Notes in the transaction that it takes effect, with what it gave.
    ///
    /// # Errors
    /// [`ClaimLost`] (as a custom error) when another process took over: then it must not take effect. When the database
    /// fails.
    pub async fn note(&self, result: Option<&[u8]>, session: &mut ClientSession) -> Result<()> {
        let claim = &self.0;
        let ids =
            CURRENT.try_with(|operation| operation.claim().as_ref().map(|claim| claim.ids)).ok().flatten();
        let mut step = doc! { "ids": ids.unwrap_or(claim.ids) };
        if let Some(result) = result {
            let sealed = claim.seal.close(result).map_err(Error::custom)?;
            step.insert("result", Bson::Binary(binary(sealed)));
        }
        let ours = doc! { "_id": &claim.id, "fence": claim.fence };
        let operations = claim.claims.documents();
        let noted = operations.update_one(ours, doc! { "$push": { "steps": step } }).session(session).await?;
        if noted.matched_count == 1 { Ok(()) } else { Err(Error::custom(ClaimLost)) }
    }
}
