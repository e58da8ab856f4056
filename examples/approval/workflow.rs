//! A purchase request, from the question to the decision, as one function.

use std::fmt;

use resumable::{
    resumable,
    task::{Request, Requests},
};
use serde::{Deserialize, Serialize};

/// Up to this price the manager decides alone.
const MANAGER_LIMIT: u64 = 1000;
/// After so many questions the manager has to leave the decision to the director.
const MAX_QUESTIONS: u32 = 3;
/// So often the requester is asked the same question.
const MAX_ATTEMPTS: u32 = 3;

/// Asks the manager, and the director where the manager may not or cannot decide, until there is a decision.
///
/// Each `await_!` asks a question and waits for somebody's answer, for minutes or for months. No process waits with it:
/// the driver stores where the function is and what it knows, and ends.
///
/// Its name and its labels are what stored requests know it by: the tests below fail if an edit would strand them. The
/// labels also say who is asked.
#[resumable(name = "approval", request = Op)]
pub(crate) fn approval(item: String, price: u64) -> Decision {
    let mut approver = Role::Manager;
    let mut facts = Vec::new();
    let mut questions = 0;
    loop {
        let question = format!("may we buy {item} for {price}?{}", listed(&facts));
        let answer = match approver {
            Role::Manager => await_!('manager: Ask { question }),
            Role::Director => await_!('director: Ask { question }),
        };
        let question = match answer {
            Answer::No(remark) => {
                return Decision::Rejected {
                    by: approver,
                    remark,
                };
            }
            Answer::Yes(remark) => {
                if approver == Role::Director || price <= MANAGER_LIMIT {
                    return Decision::Approved {
                        by: approver,
                        remark,
                    };
                }
                facts.push(remarked("the manager agrees", &remark));
                approver = Role::Director;
                continue;
            }
            Answer::MoreInfo(_) if approver == Role::Manager && questions == MAX_QUESTIONS => {
                facts.push("the manager cannot decide".to_string());
                approver = Role::Director;
                continue;
            }
            Answer::MoreInfo(question) => question,
        };
        questions += 1;
        let mut attempts = 0;
        let fact = loop {
            attempts += 1;
            match await_!('requester: Ask { question: format!("{approver} asks: {question}") }) {
                Answer::No(remark) => return Decision::Withdrawn { remark },
                Answer::Yes(fact) | Answer::MoreInfo(fact) if !fact.is_empty() => break fact,
                _ if attempts == MAX_ATTEMPTS => {
                    let remark = format!("no answer to: {question}");
                    return Decision::Withdrawn { remark };
                }
                _ => {}
            }
        };
        facts.push(fact);
    }
}

/// A question to a person. It is stored until it is answered: with another field it would be of another type than those
/// in the store.
#[derive(Serialize, Deserialize, Request)]
#[request(answer = Answer)]
pub(crate) struct Ask {
    pub(crate) question: String,
}

/// All that the workflow asks for.
#[derive(Serialize, Deserialize, Requests)]
pub(crate) enum Op {
    Ask(Ask),
}

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    Manager,
    Director,
}

/// What a person may reply, with the text that goes with it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Answer {
    Yes(String),
    No(String),
    MoreInfo(String),
}

/// How it ended.
#[derive(Debug, PartialEq)]
pub(crate) enum Decision {
    Approved { by: Role, remark: String },
    Rejected { by: Role, remark: String },
    Withdrawn { remark: String },
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Manager => "the manager",
            Role::Director => "the director",
        })
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Decision::Approved { by, remark } => remarked(&format!("approved by {by}"), remark),
            Decision::Rejected { by, remark } => remarked(&format!("rejected by {by}"), remark),
            Decision::Withdrawn { remark } => remarked("withdrawn", remark),
        })
    }
}

fn remarked(fact: &str, remark: &str) -> String {
    if remark.is_empty() {
        fact.to_string()
    } else {
        format!("{fact}: {remark}")
    }
}

fn listed(facts: &[String]) -> String {
    if facts.is_empty() {
        String::new()
    } else {
        format!(" ({})", facts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use resumable::{
        assert_compatible,
        task::{Outcome, Task},
    };

    use super::{Answer, Ask, Decision, Op, Role, approval};

    /// Requests that are in somebody's store can be answered after this build is installed.
    #[test]
    fn stored_requests_can_go_on() {
        assert_compatible!(approval, "schemas/approval.json");
    }

    /// A task as it can be seen: who waits where with which variables, what is asked, and what would be stored.
    #[derive(Debug, PartialEq)]
    struct Seen {
        tree: String,
        question: String,
        snapshot: Vec<u8>,
    }

    fn look(task: &Task<approval>) -> Seen {
        let (_, Op::Ask(Ask { question })) = task.pending().next().expect("a question");
        Seen {
            tree: task.tree().to_string(),
            question: question.clone(),
            snapshot: task.snapshot().expect("it waits"),
        }
    }

    /// Answers a request until it is decided, giving what was seen at every wait; `between` is what happens to it there.
    fn run(
        answers: &[Answer],
        between: impl Fn(Task<approval>) -> Task<approval>,
    ) -> (Vec<Seen>, Outcome<Decision>) {
        let mut task = Task::start(approval("laptop".into(), 1200));
        let mut seen = Vec::new();
        for answer in answers {
            seen.push(look(&task));
            task = between(task);
            seen.push(look(&task));
            let (id, _) = task.pending().next().expect("a question");
            let update = task.answer::<Ask>(id, answer.clone()).expect("it is asked");
            if let Some(outcome) = update.outcome {
                return (seen, outcome);
            }
        }
        panic!("no decision after {} answers", answers.len());
    }

    /// Nothing that a decision depends on is kept outside of what is stored.
    #[test]
    fn a_restart_between_any_two_answers_changes_nothing() {
        let question = || Answer::MoreInfo("which model?".into());
        let silence = || Answer::Yes(String::new());
        let fact = || Answer::Yes("the light one".into());
        let agreed = [question(), silence(), fact(), silence(), question(), fact()];
        let restored = |task: Task<approval>| {
            let bytes = task.snapshot().expect("it waits");
            drop(task);
            Task::restore(&bytes).expect("its own snapshot")
        };
        for rejects in [false, true] {
            let (by, remark) = (Role::Director, "so be it".to_string());
            let last = if rejects { Answer::No } else { Answer::Yes };
            let answers = [&agreed[..], &[last(remark.clone())]].concat();
            let (waits, outcome) = run(&answers, |task| task);
            let expected = if rejects {
                Decision::Rejected { by, remark }
            } else {
                Decision::Approved { by, remark }
            };
            assert_eq!(outcome, Outcome::Complete(expected));
            assert_eq!(waits.len(), 2 * answers.len());
            assert_eq!(run(&answers, restored), (waits, outcome));
        }
    }
}
