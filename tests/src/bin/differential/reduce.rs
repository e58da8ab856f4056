//! Makes a failing program smaller while it fails in the same way.

use std::mem::take;
use std::time::{Duration, Instant};

use anyhow::Result;
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ItemFn, Pat, Stmt, parse_quote};

use crate::generator::Program;
use crate::source;
use crate::verdict::Verdict;
use crate::workshop::Workshop;

/// How many smaller programs are tried at once.
const AT_ONCE: usize = 24;

/// The smallest program found in the time, and the verdict on it.
pub(crate) fn reduced(
    workshop: &mut Workshop,
    program: &Program,
    verdict: &Verdict,
    limit: Duration,
) -> Result<(Program, Verdict)> {
    let (start, class) = (Instant::now(), verdict.class());
    workshop.runs = !matches!(verdict, Verdict::Refused(_) | Verdict::NotPlain(_));
    let (mut program, mut verdict) = (program.clone(), verdict.clone());
    'smaller: while start.elapsed() < limit {
        let mut candidates = smaller(&program);
        candidates.sort_by_key(size);
        for chunk in candidates.chunks(AT_ONCE) {
            if start.elapsed() >= limit {
                break 'smaller;
            }
            let verdicts = workshop.judge(chunk)?;
            let mut both = chunk.iter().zip(verdicts);
            if let Some((found, its)) = both.find(|(_, verdict)| verdict.class() == class) {
                (program, verdict) = (found.clone(), its);
                continue 'smaller;
            }
        }
        break;
    }
    workshop.runs = true;
    Ok((source::formatted(&program), verdict))
}

fn size(program: &Program) -> usize {
    let functions: usize = program.functions.iter().map(String::len).sum();
    let script =
        |check: &crate::generator::Check| check.script.as_ref().map_or(1, Vec::len) * 4 + 20;
    functions + program.checks.iter().map(script).sum::<usize>()
}

/// Every program that is smaller by one step.
fn smaller(program: &Program) -> Vec<Program> {
    let mut candidates = Vec::new();
    let mut changed = |change: &dyn Fn(&mut Program)| {
        let mut candidate = program.clone();
        change(&mut candidate);
        candidates.push(candidate);
    };
    for index in 0..program.functions.len() {
        changed(&|candidate| drop(candidate.functions.remove(index)));
    }
    for index in 0..program.checks.len() {
        if program.checks.len() > 1 {
            changed(&|candidate| drop(candidate.checks.remove(index)));
        }
        if program.checks[index].json {
            changed(&|candidate| candidate.checks[index].json = false);
        }
        let length = program.checks[index].script.as_ref().map_or(0, Vec::len);
        for shorter in [length / 2, length.saturating_sub(1)] {
            if shorter > 0 && shorter < length {
                changed(&|candidate| {
                    candidate.checks[index]
                        .script
                        .as_mut()
                        .map_or((), |script| script.truncate(shorter))
                });
            }
        }
    }
    for (index, function) in program.functions.iter().enumerate() {
        for text in edits(function) {
            changed(&|candidate| candidate.functions[index].clone_from(&text));
        }
    }
    candidates
}

/// Every function that is one edit away.
fn edits(function: &str) -> Vec<String> {
    let Ok(parsed) = syn::parse_str::<ItemFn>(function) else {
        return Vec::new();
    };
    let mut edited = Vec::new();
    loop {
        let mut editor = Editor {
            left: edited.len(),
            done: false,
        };
        let mut function = parsed.clone();
        editor.visit_item_fn_mut(&mut function);
        if !editor.done {
            return edited;
        }
        edited.push(function.into_token_stream().to_string());
    }
}

/// Makes one edit: the one before which there are `left` others.
struct Editor {
    left: usize,
    done: bool,
}

impl Editor {
    /// Whether this is the edit to make.
    fn turn(&mut self) -> bool {
        if self.done {
            return false;
        }
        self.done = self.left == 0;
        self.left = self.left.saturating_sub(1);
        self.done
    }

    fn statements(&mut self, statements: &mut Vec<Stmt>) {
        for index in 0..statements.len() {
            if self.turn() {
                statements.remove(index);
                return;
            }
            if index > 0 && index + 1 < statements.len() && self.turn() {
                let last = statements.len() - 1;
                statements.drain(index..last);
                return;
            }
            let Stmt::Expr(expression, _) = &statements[index] else {
                continue;
            };
            for block in blocks(expression) {
                if self.turn() {
                    statements.splice(index..=index, block.stmts);
                    return;
                }
            }
        }
    }

    fn expression(&mut self, expression: &mut Expr) {
        if let Expr::If(branch) = expression
            && branch.else_branch.is_some()
            && self.turn()
        {
            branch.else_branch = None;
            return;
        }
        if let Expr::Match(matching) = expression {
            for index in 0..matching.arms.len() {
                if let Pat::Guard(guarded) = &matching.arms[index].pat
                    && self.turn()
                {
                    matching.arms[index].pat = (*guarded.pat).clone();
                    return;
                }
                if self.turn() {
                    matching.arms.remove(index);
                    return;
                }
            }
        }
        for simpler in simpler(expression) {
            if self.turn() {
                *expression = simpler;
                return;
            }
        }
    }
}

impl VisitMut for Editor {
    fn visit_block_mut(&mut self, block: &mut Block) {
        self.statements(&mut block.stmts);
        if !self.done {
            visit_mut::visit_block_mut(self, block);
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        self.expression(expression);
        if !self.done {
            visit_mut::visit_expr_mut(self, expression);
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        if !self.done {
            visit_mut::visit_stmt_mut(self, statement);
        }
    }
}

/// The blocks that could stand in the place of a statement.
fn blocks(expression: &Expr) -> Vec<Block> {
    match expression {
        Expr::Block(block) => vec![block.block.clone()],
        Expr::If(branch) => {
            let mut found = vec![branch.then_branch.clone()];
            found.extend(
                branch
                    .else_branch
                    .iter()
                    .flat_map(|(_, other)| blocks(other)),
            );
            found
        }
        Expr::Match(matching) => matching
            .arms
            .iter()
            .flat_map(|arm| blocks(&arm.body))
            .collect(),
        Expr::Loop(turns) => vec![turns.body.clone()],
        Expr::While(turns) => vec![turns.body.clone()],
        Expr::ForLoop(turns) => vec![turns.body.clone()],
        _ => Vec::new(),
    }
}

/// Expressions that could stand in the place of this one.
fn simpler(expression: &Expr) -> Vec<Expr> {
    let mut found: Vec<Expr> = match expression {
        Expr::Lit(_) | Expr::Path(_) | Expr::Break(_) | Expr::Continue(_) => return Vec::new(),
        Expr::MethodCall(call) => std::iter::once((*call.receiver).clone())
            .chain(call.args.iter().cloned())
            .collect(),
        Expr::Call(call) => call.args.iter().cloned().collect(),
        Expr::Binary(binary) => vec![(*binary.left).clone(), (*binary.right).clone()],
        Expr::Paren(paren) => vec![(*paren.expr).clone()],
        Expr::Unary(unary) => vec![(*unary.expr).clone()],
        Expr::Try(question) => vec![(*question.expr).clone()],
        Expr::Cast(cast) => vec![(*cast.expr).clone()],
        Expr::Field(field) => vec![(*field.base).clone()],
        Expr::Tuple(tuple) => tuple.elems.iter().cloned().collect(),
        Expr::Array(array) => array.elems.iter().cloned().collect(),
        other => blocks(other).into_iter().map(as_expression).collect(),
    };
    let all = expression.to_token_stream().to_string();
    if all.len() > 8
        && !matches!(
            expression,
            Expr::Assign(_) | Expr::Return(_) | Expr::Closure(_)
        )
    {
        found.extend([
            parse_quote!(1),
            parse_quote!(true),
            parse_quote!(String::new()),
            parse_quote!(Some(1)),
        ]);
    }
    found
}

fn as_expression(mut block: Block) -> Expr {
    match take(&mut block.stmts).as_slice() {
        [Stmt::Expr(only, None)] => only.clone(),
        statements => {
            block.stmts = statements.to_vec();
            parse_quote!(#block)
        }
    }
}
