//! What durable functions are written for: waiting for people, retries, sagas, pagination, conversations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod retry_with_backoff;

    #[derive(Debug)]
    enum Ask {
        Fetch(String),
        Sleep(u64),
    }

    #[resumable(yield = Ask, resume = Result<u32, String>)]
    fn fetch(url: String, attempts: u32) -> Result<u32, String> {
        let mut delay = 100;
        let mut errors = Vec::new();
        for attempt in 1..=attempts {
            match yield_!(Ask::Fetch(format!("{url}?{attempt}"))) {
                Ok(size) => return Ok(size),
                Err(error) if error == "fatal" => return Err(error),
                Err(error) => errors.push(error),
            }
            if attempt < attempts {
                yield_!(Ask::Sleep(delay))?;
                delay *= 2;
            }
        }
        Err(errors.join(", "))
    }

    check fetch("u".to_owned(), 3) => [Err("busy".to_owned()), Ok(0), Ok(7)];
    check fetch("u".to_owned(), 3) => [Err("a".to_owned()), Ok(0), Err("b".to_owned()), Ok(0), Err("c".to_owned())];
    check fetch("u".to_owned(), 3) => [Err("fatal".to_owned())];
    check fetch("u".to_owned(), 3) => [Err("a".to_owned()), Err("woken".to_owned())];
}

program! {
    mod saga_with_compensations;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Step {
        Flight,
        Hotel,
        Car,
    }

    #[derive(Debug)]
    enum Call {
        Book(Step),
        Cancel(Step, u32),
    }

    #[resumable(yield = Call, resume = Option<u32>)]
    fn trip(steps: Vec<Step>) -> Result<Vec<u32>, Step> {
        let mut done: Vec<(Step, u32)> = vec![];
        for step in steps {
            let Some(ticket) = yield_!(Call::Book(step)) else {
                while let Some((step, ticket)) = done.pop() {
                    let mut tries = 0;
                    while yield_!(Call::Cancel(step, ticket)).is_none() {
                        tries += 1;
                        if tries > 2 {
                            panic!("{step:?} {ticket} cannot be cancelled");
                        }
                    }
                }
                return Err(step);
            };
            done.push((step, ticket));
        }
        Ok(done.into_iter().map(|(_, ticket)| ticket).collect())
    }

    check trip(vec![Step::Flight, Step::Hotel, Step::Car]) => [Some(1), Some(2), Some(3)];
    check trip(vec![Step::Flight, Step::Hotel, Step::Car]) => [Some(1), Some(2), None, Some(0), None, Some(0)];
    check trip(vec![Step::Flight, Step::Hotel]) => [Some(1), None, None, None, None];
}

program! {
    mod approval_with_escalation;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Answer {
        Yes,
        No(String),
        MoreInfo(String),
        Timeout,
    }

    #[derive(Debug)]
    enum Request {
        Ask { who: String, item: String, notes: Vec<String> },
        Remind(String),
        Explain(String),
    }

    #[resumable(yield = Request, resume = Answer)]
    fn approve(item: String, price: u32) -> (bool, Vec<String>) {
        let mut history = vec![];
        let mut approvers = vec!["director".to_owned(), "manager".to_owned(), "lead".to_owned()];
        let needed = match price {
            0..100 => 1,
            100..1000 => 2,
            _ => 3,
        };
        let mut given = 0;
        'approver: while let Some(who) = approvers.pop() {
            let mut notes = Vec::new();
            let mut reminders = 0;
            loop {
                let request = Request::Ask { who: who.clone(), item: item.clone(), notes: notes.clone() };
                match yield_!(request) {
                    Answer::Yes => {
                        history.push(format!("{who} approved"));
                        given += 1;
                        if given == needed {
                            return (true, history);
                        }
                        continue 'approver;
                    }
                    Answer::No(reason) => {
                        history.push(format!("{who} refused: {reason}"));
                        break 'approver;
                    }
                    Answer::MoreInfo(question) => {
                        let explanation = loop {
                            if let Answer::MoreInfo(text) = yield_!(Request::Explain(question.clone())) {
                                break text;
                            }
                        };
                        notes.push(format!("{question} {explanation}"));
                    }
                    Answer::Timeout if reminders == 1 => {
                        history.push(format!("{who} did not answer"));
                        continue 'approver;
                    }
                    Answer::Timeout => {
                        reminders += 1;
                        yield_!(Request::Remind(who.clone()));
                    }
                }
            }
        }
        (false, history)
    }

    check approve("laptop".to_owned(), 1200) => [Answer::Yes, Answer::Yes, Answer::Yes];
    check approve("laptop".to_owned(), 1200) => [
        Answer::MoreInfo("why?".to_owned()), Answer::Yes, Answer::MoreInfo("broken".to_owned()), Answer::Yes,
        Answer::Timeout, Answer::Yes, Answer::Timeout, Answer::Yes,
    ];
    check approve("pen".to_owned(), 2) => [Answer::Yes];
    check approve("desk".to_owned(), 200) => [Answer::Yes, Answer::No("no budget".to_owned())];
}

program! {
    mod elevator;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Direction {
        Up,
        Down,
    }

    #[resumable(yield = (u32, bool), resume = Vec<u32>)]
    fn elevator(mut floor: u32, rounds: u32) -> u32 {
        let mut wanted = Vec::new();
        let mut direction = Direction::Up;
        let mut moved = 0;
        for _ in 0..rounds {
            let opens = wanted.contains(&floor);
            wanted.extend(yield_!((floor, opens)));
            wanted.retain(|other| *other != floor);
            if wanted.is_empty() {
                continue;
            }
            let ahead = wanted.iter().any(|&other| match direction {
                Direction::Up => other > floor,
                Direction::Down => other < floor,
            });
            if !ahead {
                direction = if direction == Direction::Up { Direction::Down } else { Direction::Up };
            }
            match direction {
                Direction::Up => floor += 1,
                Direction::Down => floor -= 1,
            }
            moved += 1;
        }
        moved
    }

    check elevator(3, 12) => [vec![5], vec![1, 4], vec![], vec![], vec![2]].into_iter().chain(std::iter::repeat(vec![]));
}

program! {
    mod batches_with_checkpoints;

    #[derive(Debug)]
    enum Out {
        Write(Vec<u32>),
        Checkpoint(u32),
    }

    #[resumable(yield = Out, resume = bool)]
    fn import(rows: Vec<u32>, size: usize) -> Result<u32, (u32, Vec<u32>)> {
        let mut batch = vec![];
        let mut written = 0;
        for row in rows {
            batch.push(row);
            if batch.len() < size {
                continue;
            }
            if !yield_!(Out::Write(batch.clone())) {
                return Err((written, batch));
            }
            written += batch.len() as u32;
            batch.clear();
            yield_!(Out::Checkpoint(written));
        }
        if !batch.is_empty() {
            written += batch.len() as u32;
            if !yield_!(Out::Write(batch)) {
                return Err((written, vec![]));
            }
        }
        Ok(written)
    }

    check import((0..7).collect(), 3) => [true; 10];
    check import((0..7).collect(), 3) => [true, true, false];
    check import((0..7).collect(), 3) => [true, true, true, true, false];
    check {
        let _ = import(vec![], 3);
        import(vec![1], 3)
    } => [true];
}

program! {
    mod interview_tree;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Question {
        Ask { text: String, yes: Box<Question>, no: Box<Question> },
        Conclude(String),
    }
    use Question::{Ask, Conclude};

    fn ask(text: &str, yes: Question, no: Question) -> Question {
        Ask { text: text.to_owned(), yes: Box::new(yes), no: Box::new(no) }
    }

    #[resumable(yield = String, resume = Option<bool>)]
    fn interview(question: Question) -> Option<String> {
        match question {
            Conclude(text) => Some(text),
            Ask { text, yes, no } => {
                let mut asked = 0;
                let answer = loop {
                    asked += 1;
                    match yield_!(format!("{text} ({asked})")) {
                        Some(answer) => break answer,
                        None if asked == 3 => return None,
                        None => {}
                    }
                };
                interview(if answer { *yes } else { *no }).await
            }
        }
    }

    check interview(ask("animal?", ask("barks?", Conclude("dog".to_owned()), Conclude("cat".to_owned())), Conclude("stone".to_owned()))) =>
        [None, Some(true), Some(false)];
    check interview(ask("animal?", Conclude("dog".to_owned()), Conclude("stone".to_owned()))) => [None, None, None];
}
