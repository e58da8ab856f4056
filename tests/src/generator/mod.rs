//! Random programs of well-typed resumable functions, as source for `program!`.
//!
//! A seed gives the same program on every machine. The bodies compile as plain functions: the generator knows which
//! variables can be read, changed and moved at every place. All loops end. What logs its drop is used at the end of its
//! scope and before every jump out of it, because a value that is not used after a yield may be dropped earlier.
//!
//! `forms` says what bodies may be made of, `body` holds what is known at a place, `scope` its variables; `expressions`
//! and `values`, `statements`, `control`, `units` and `borrows` make the text.

#![allow(
    unreachable_pub,
    reason = "a binary and a build script have it as a module"
)]

mod body;
mod borrows;
mod control;
mod dice;
mod expressions;
mod forms;
mod patterns;
mod scope;
mod statements;
mod types;
mod units;
mod values;

use std::fmt::Write as _;

use body::{Body, Callee, Channel};
use dice::Dice;
pub use forms::Forms;
use types::Type;

/// Functions that are compared, and how they are called.
#[derive(Clone)]
pub struct Program {
    #[allow(dead_code, reason = "the build script knows it")]
    pub seed: u64,
    /// The arguments of the attribute of each function.
    pub attribute: String,
    /// The functions' sources, without the attribute.
    pub functions: Vec<String>,
    pub checks: Vec<Check>,
}

/// A call, and what it is resumed with.
#[derive(Clone)]
pub struct Check {
    pub call: String,
    /// The values, if they are not `()`.
    pub script: Option<Vec<String>>,
    /// Also through JSON, which takes longer to compile.
    pub json: bool,
}

impl Program {
    /// The `program!` of this name.
    pub fn source(&self, module: &str) -> String {
        let mut source = format!("program! {{\nmod {module};\n\n");
        for function in &self.functions {
            let _ = writeln!(source, "#[resumable({})]\n{function}\n", self.attribute);
        }
        for check in &self.checks {
            let kind = if check.json {
                "check"
            } else {
                "check snapshots of"
            };
            let call = &check.call;
            let _ = match &check.script {
                None if check.json => writeln!(source, "check {call};"),
                None => writeln!(source, "{kind} {call} => ::core::iter::repeat(());"),
                Some(script) => writeln!(source, "{kind} {call} => [{}];", script.join(", ")),
            };
        }
        source.push_str("}\n");
        source
    }
}

/// The program of this seed.
pub fn program(seed: u64, forms: Forms) -> Program {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let yields = *dice.pick(&[
        Type::U32,
        Type::U32,
        Type::U32,
        Type::Text,
        Type::Pair,
        Type::Unit,
    ]);
    let resumes = *dice.pick(&[
        Type::U32,
        Type::U32,
        Type::U32,
        Type::Text,
        Type::MaybeNumber,
        Type::Fallible,
        Type::Bool,
        Type::Unit,
    ]);
    let channel = Channel { yields, resumes };
    let (mut callees, mut functions) = fixed_callees(dice, channel);
    if dice.chance(50) {
        let (callee, function) = function(dice, forms, channel, "inner", &callees, 25);
        callees.push(callee);
        functions.push(function);
    }
    let budget = 50 + i32::try_from(dice.below(120)).unwrap_or_default();
    let (body, function) = function(dice, forms, channel, "body", &callees, budget);
    functions.push(function);
    let checks = (0..3).map(|_| check(dice, channel, &body)).collect();
    Program {
        seed,
        attribute: format!("yield = {}, resume = {}", yields.name(), resumes.name()),
        functions,
        checks,
    }
}

fn check(dice: &mut Dice, channel: Channel, body: &Callee) -> Check {
    let arguments: Vec<_> = body
        .parameters
        .iter()
        .map(|kind| kind.literal(dice))
        .collect();
    let length = 8 + dice.below(40);
    let script = (channel.resumes != Type::Unit)
        .then(|| (0..length).map(|_| channel.resumes.literal(dice)).collect());
    Check {
        call: format!("{}({})", body.name, arguments.join(", ")),
        script,
        json: dice.chance(8),
    }
}

/// A function that only yields, one with a loop, and one that calls itself.
fn fixed_callees(dice: &mut Dice, channel: Channel) -> (Vec<Callee>, Vec<String>) {
    let value = match channel.yields {
        Type::Unit => String::new(),
        yields => yields.literal(dice),
    };
    let (yields, resumes) = (channel.yields, channel.resumes.name());
    let (parameter, argument) = match yields {
        Type::Unit => (String::new(), ""),
        _ => (format!("question: {}", yields.name()), "question"),
    };
    let ask = format!("fn ask({parameter}) -> {resumes} {{ yield_!({argument}) }}");
    let turns = format!(
        "fn turns(n: u32) -> u32 {{
            let mut total = n % 5;
            for i in 0..n % 3 {{
                yield_!({value});
                total += i;
            }}
            total
        }}"
    );
    let tree = format!(
        "fn tree(n: u32) -> u32 {{
            if n % 3 == 0 {{
                yield_!({value});
                return 1;
            }}
            let left = tree(n % 3 - 1).await;
            left + tree(0).await
        }}"
    );
    let parameters = if yields == Type::Unit {
        vec![]
    } else {
        vec![yields]
    };
    let callee = |name, parameters, output| Callee {
        name,
        parameters,
        output,
    };
    let callees = vec![
        callee("ask", parameters, channel.resumes),
        callee("turns", vec![Type::U32], Type::U32),
        callee("tree", vec![Type::U32], Type::U32),
    ];
    (callees, vec![ask, turns, tree])
}

fn function(
    dice: &mut Dice,
    forms: Forms,
    channel: Channel,
    name: &'static str,
    callees: &[Callee],
    budget: i32,
) -> (Callee, String) {
    let output = *dice.pick(&[
        Type::U32,
        Type::U32,
        Type::Text,
        Type::MaybeNumber,
        Type::MaybeText,
        Type::Fallible,
        Type::Fallible,
        Type::Pair,
        Type::Numbers,
        Type::Unit,
    ]);
    let parameters: Vec<_> = (0..2 + dice.below(3)).map(|_| Type::any(dice)).collect();
    let mut body = Body::new(dice, forms, channel, output, budget);
    body.callees = callees.to_vec();
    let declared = body.scopes.mark();
    let mut texts = Vec::new();
    for &kind in &parameters {
        let name = body.own_name("p");
        let mutable = body.dice.chance(50);
        body.scopes.declare(&name, kind, mutable);
        let mutable = if mutable { "mut " } else { "" };
        texts.push(format!("{mutable}{name}: {}", kind.name()));
    }
    let first = body.yielded(Type::Unit, 0).text;
    let early: String = (0..3).map(|_| body.declaration(2) + "\n").collect();
    let inside = body.whole(declared, output);
    let output_text = match output {
        Type::Unit => String::new(),
        output => format!(" -> {}", output.name()),
    };
    let text = format!(
        "fn {name}({}){output_text} {{\n{first};\n{early}{inside}}}",
        texts.join(", ")
    );
    (
        Callee {
            name,
            parameters,
            output,
        },
        text,
    )
}
