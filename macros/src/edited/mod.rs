//! Which points and variables are found again when a function has been edited.

mod points;
mod variables;

use crate::errors::Errors;
use crate::identity::{identities, variables};
use crate::lowered;
use crate::plan::Plan;
use crate::routine::Routine;

/// A point as a snapshot knows it.
struct Known {
    text: String,
    id: u32,
    /// Names and ids.
    variables: Vec<(String, u32)>,
}

fn points_of(body: &str) -> Vec<Known> {
    let source = format!("fn f() {{ {body} }}");
    let function = syn::parse_str(&source).expect(&source);
    let errors = Errors::new();
    let routine = Routine::new(function, None, &errors);
    let lowered = lowered(&routine, &errors);
    let plan = Plan::new(&lowered);
    plan.check(&errors);
    let found = errors.finish();
    assert!(found.is_empty(), "{body} is refused: {found}");
    let points = identities(&plan.body.points, &routine.body);
    let points = points.into_iter().enumerate().map(|(index, point)| {
        let saved = variables(&plan, index + 1).into_iter();
        Known {
            text: point.text,
            id: point.id,
            variables: saved.map(|saved| (saved.name, saved.id)).collect(),
        }
    });
    points.collect()
}
