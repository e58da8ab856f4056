//! What is saved though it is not needed, since rustc wants a value where two ways meet.

use std::collections::BTreeSet;

use crate::flow::{Liveness, PointId, TargetId};
use crate::ir::{Block, Body, Loop, Node, StmtKind};

/// A variable that gets a new value between a point and the next turn of a loop is not needed at the point, but
/// rustc wants it to have a value at the head of the loop. What is cheap to save is saved all the same; otherwise
/// the rest of the turn is run apart from the loop, which needs named jumps if it has a `continue`.
pub(super) fn keep_for_the_head(body: &Body, liveness: &mut Liveness) -> BTreeSet<TargetId> {
    let mut named = BTreeSet::new();
    let mut loops = Vec::new();
    body.flow.loops(&mut loops);
    for (target, turn) in loops {
        for point in 1..=body.points.len() {
            let renewed = liveness.renewed(PointId(point), target);
            if renewed.is_empty() {
                continue;
            }
            if renewed.iter().all(|local| body.locals[local.0].primitive) {
                liveness.keep(PointId(point), renewed);
            } else if turn
                .jumps(&BTreeSet::from([point]))
                .continued
                .contains(&target)
            {
                named.insert(target);
            }
        }
    }
    named
}

/// An iterator with closures can be made in one place only on the way into its loop: all points inside save it.
pub(super) fn keep_made_anew(body: &Body, block: &Block, liveness: &mut Liveness) {
    for stmt in &block.stmts {
        let StmtKind::Suspend(suspend) = &stmt.kind else {
            continue;
        };
        if let Node::Loop(Loop {
            items: Some((items, _)),
            ..
        }) = &suspend.node
            && let Some(recipe) = body.locals[items.0].kept.recipe()
            && body.recipes[recipe.0].anew
        {
            for point in suspend.points.clone() {
                let needed = body.sources[items].iter().copied().chain([*items]);
                liveness.keep(PointId(point), needed.collect());
            }
        }
        for inner in suspend.node.blocks() {
            keep_made_anew(body, inner, liveness);
        }
    }
}
