//! A purchase request, from the question to the decision, as one function.

use std::fmt;

use resumable::resumable;
use serde::{Deserialize, Serialize};

/// Up to this price the manager decides alone.
const MANAGER_LIMIT: u64 = 1000;
/// After so many questions the manager has to leave the decision to the director.
const MAX_QUESTIONS: u32 = 3;
/// So often the requester is asked the same question.
const MAX_ATTEMPTS: u32 = 3;

/// Asks the manager, and the director where the manager may not or cannot decide, until there is a decision.
///
/// Each `yield_!` hands out a question and waits for somebody's answer, for minutes or for months. No process waits
/// with it: the driver stores where the function is and what it knows, and ends.
///
/// Its name and its labels are what stored requests know it by: the tests below fail if an edit would strand them.
#[resumable(name = "approval", yield = String, resume = Answer)]
pub(crate) fn approval(item: String, price: u64) -> Decision {
    let mut approver = Role::Manager;
    let mut facts = Vec::new();
    let mut questions = 0;
    loop {
        let proposal = format!("may we buy {item} for {price}?{}", listed(&facts));
        let answer = match approver {
            Role::Manager => yield_!('manager: proposal),
            Role::Director => yield_!('director: proposal),
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
            match yield_!('requester: format!("{approver} asks: {question}")) {
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

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    Manager,
    Director,
}

/// What a person may reply, with the text that goes with it.
#[derive(Clone)]
pub(crate) enum Answer {
    Yes(String),
    No(String),
    MoreInfo(String),
}

/// How it ended.
#[derive(Debug)]
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
    use resumable::{assert_compatible, testing::Torture};

    use super::{Answer, approval};

    /// Requests that are in somebody's store can be answered after this build is installed.
    #[test]
    fn stored_requests_can_go_on() {
        assert_compatible!(approval, "schemas/approval.json");
    }

    /// Nothing that a decision depends on is kept outside of what is stored.
    #[test]
    fn a_restart_between_any_two_answers_changes_nothing() {
        let question = || Answer::MoreInfo("which model?".into());
        let silence = || Answer::Yes(String::new());
        let fact = || Answer::Yes("the light one".into());
        let agreed = [question(), silence(), fact(), silence(), question(), fact()];
        for last in [Answer::Yes("enjoy".into()), Answer::No("too dear".into())] {
            let answers = agreed.clone().into_iter().chain([last]);
            let request = approval("laptop".into(), 1200);
            Torture::of(request).script(answers).run();
        }
    }
}
