//! Who may do what: every operation of the description, by everybody who may call it, of what is theirs, of what is somebody
//! else's, and of what is not there.

mod bodies;
mod expected;
mod parties;
mod side;
mod world;

use std::collections::BTreeMap;

use expected::{Verdict, expected};
use parties::{Who, Whose};
use world::World;

use crate::support::operations::{Operation, operations};

/// What is refused by everybody here is asked for; what would end the test itself is not: it signs whoever asks out, or goes
/// on answering for ever.
const NOT_DONE: &[&str] = &["sign_out", "sign_out_everywhere", "refresh_session", "follow_notifications"];

/// What is noted of whoever calls, whatever comes of it.
const NOTED: &[&str] = &["sessions", "identity_throttle"];

/// One call that was answered otherwise than it must be.
struct Wrong(String);

impl Wrong {
    fn of(operation: &Operation, cell: (Who, Whose), may_be: &[Verdict], found: &str) -> Self {
        let (who, whose) = cell;
        Self(format!("{} by {who:?}, {whose:?}: {found} instead of {may_be:?}", operation.id()))
    }
}

/// Calls an operation; nothing where there is nothing of that kind to name.
async fn call(
    world: &World,
    operation: &Operation,
    (who, whose): (Who, Whose),
    may_be: &[Verdict],
) -> Option<Result<(), Wrong>> {
    let address = world.address(operation, who, whose)?;
    let answer = bodies::send(world, operation, who, &address).await;
    let verdict = Verdict::of(&answer);
    let right = may_be.contains(&verdict) && answer.status != 500;
    let found = || format!("{verdict:?} {answer:.300?}");
    Some(if right { Ok(()) } else { Err(Wrong::of(operation, (who, whose), may_be, &found())) })
}

#[tokio::test]
async fn every_operation_by_everybody_of_their_own_of_others_and_of_nothing() {
    let world = World::new().await;
    let operations = operations();
    let mut cells: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut wrong, mut without) = (Vec::new(), Vec::new());
    let mut count = |kind, called: Option<Result<(), Wrong>>, wrong: &mut Vec<Wrong>| {
        let Some(called) = called else { return };
        *cells.entry(kind).or_default() += 1;
        wrong.extend(called.err());
    };

    // First what nobody gets, which must change nothing.
    let (before, recorded) = (world.digests().await, world.actions().await);
    for operation in &operations {
        for cell in parties::cells(operation) {
            let may_be = expected(operation, cell);
            if !may_be.contains(&Verdict::Answered) {
                count("refused", call(&world, operation, cell, may_be).await, &mut wrong);
            }
        }
    }
    let after = world.digests().await;
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, digest)| before.get(*name) != Some(digest) && !NOTED.contains(&name.as_str()))
        .map(|(name, _)| name)
        .collect();
    if !changed.is_empty() {
        let trail = world.actions().await.split_off(recorded.len());
        wrong.push(Wrong(format!("who was refused changed {changed:?}: {trail:?}")));
    }

    // Then what people get, each time as if it were the first.
    let kept = world.keep().await;
    for operation in operations.iter().filter(|operation| !NOT_DONE.contains(&operation.id())) {
        let mut named = false;
        for cell in parties::cells(operation) {
            let may_be = expected(operation, cell);
            if !may_be.contains(&Verdict::Answered) {
                continue;
            }
            if operation.id() == "restore_brand" {
                world.throw_brand_away(cell.0).await;
            }
            let called = call(&world, operation, cell, may_be).await;
            named |= called.is_some() && cell.1 != Whose::Missing;
            count("answered", called, &mut wrong);
            if operation.method != "GET" {
                world.put_back(&kept).await;
            }
        }
        if !named {
            without.push(operation.id());
        }
    }

    println!("{} operations, {cells:?}; nothing to name for {without:?}", operations.len());
    let all: Vec<&str> = wrong.iter().map(|wrong| wrong.0.as_str()).collect();
    assert!(all.is_empty(), "{} wrong cells:\n{}", all.len(), all.join("\n"));
    assert!(cells["refused"] > 2_000 && cells["answered"] > 700, "{cells:?}");
    assert_eq!(without, expected::NOTHING_TO_NAME, "what these name, others test");
}

/// Control: the same calls by other people are told from those that are right.
#[tokio::test]
async fn a_wrong_cell_is_found() {
    let world = World::new().await;
    let operations = operations();
    let of = |id: &str| operations.iter().find(|operation| operation.id() == id).unwrap();
    for (id, who, whose, may_be) in [
        ("get_application", Who::OtherCreator, Whose::Foreign, &[Verdict::Answered][..]),
        ("get_application", Who::Creator, Whose::Own, &[Verdict::Hidden][..]),
        ("shortlist_application", Who::Viewer, Whose::Own, &[Verdict::Hidden][..]),
        ("list_brands", Who::Staff, Whose::Own, &[Verdict::Forbidden][..]),
        ("list_brands", Who::Nobody, Whose::Own, &[Verdict::Forbidden][..]),
    ] {
        let called = call(&world, of(id), (who, whose), may_be).await.unwrap();
        assert!(called.is_err(), "{id} by {who:?}");
        let right = expected(of(id), (who, whose));
        assert!(call(&world, of(id), (who, whose), right).await.unwrap().is_ok(), "{id} by {who:?}");
    }
    // And a change is seen, and put back.
    let (before, kept) = (world.digests().await, world.keep().await);
    world.throw_brand_away(Who::Owner).await;
    assert_ne!(world.digests().await.get("brands"), before.get("brands"));
    world.put_back(&kept).await;
    assert_eq!(world.digests().await.get("brands"), before.get("brands"));
}
