//! `callee(args).await`: another resumable's yields and resumes pass through; its value is the expression's.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod in_every_position;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn maybe(n: u32) -> Option<u32> {
        let answer = yield_!(n);
        (answer > 0).then_some(answer)
    }

    #[resumable(yield = u32, resume = u32)]
    fn positions() -> u32 {
        let mut sum = 0;
        if ask(1).await > 5 {
            sum += ask(2).await;
        }
        while ask(3).await == 1 {
            sum += 1;
        }
        while let Some(n) = maybe(4).await {
            sum += n;
        }
        sum += match maybe(5).await {
            Some(n) => n + ask(6).await,
            None => ask(7).await,
        };
        let Some(n) = maybe(8).await else {
            return ask(9).await;
        };
        let list = [ask(10).await, n];
        let pair = (ask(11).await, ask(12).await);
        for i in 0..ask(13).await {
            sum += ask(20 + i).await;
        }
        let found = loop {
            let n = ask(14).await;
            if n > 1 {
                break n + ask(15).await;
            }
        };
        yield_!(ask(16).await);
        ask(list[0] + pair.1 + found).await.max(sum)
    }

    check positions() => [9, 2, 1, 1, 0, 7, 0, 5, 6, 3, 10, 11, 12, 2, 1, 2, 1, 2, 3, 16, 0, 99];
    check positions() => [0, 0, 0, 0, 70, 0, 90];
}

program! {
    mod recursive_with_saved_locals;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Folder {
        name: String,
        files: Vec<String>,
        folders: Vec<Folder>,
    }

    fn folder(name: &str, files: &[&str], folders: Vec<Folder>) -> Folder {
        Folder { name: name.to_owned(), files: files.iter().map(|f| f.to_string()).collect(), folders }
    }

    #[resumable(yield = String)]
    fn walk(path: String, folder: Folder) -> usize {
        let path = format!("{path}/{}", folder.name);
        let mut count = folder.files.len();
        for file in folder.files {
            yield_!(format!("{path}/{file}"));
        }
        for inner in folder.folders {
            count += walk(path.clone(), inner).await;
            yield_!(format!("{path}: {count}"));
        }
        count
    }

    check walk(
        String::new(),
        folder("a", &["x", "y"], vec![
            folder("b", &["z"], vec![folder("empty", &[], vec![])]),
            folder("c", &[], vec![folder("d", &["w"], vec![])]),
        ]),
    );
}

program! {
    mod in_match_arms;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Step {
        Wait(u32),
        Repeat(u32, Box<Step>),
        Both(Box<Step>, Box<Step>),
        Fail,
    }

    #[resumable(yield = u32)]
    fn run(step: Step) -> Result<u32, String> {
        let cost = match step {
            Step::Wait(n) => {
                yield_!(n);
                1
            }
            Step::Repeat(times, step) => {
                let mut cost = 0;
                for _ in 0..times {
                    cost += run((*step).clone()).await?;
                }
                cost
            }
            Step::Both(first, second) => run(*first).await? + run(*second).await?,
            Step::Fail => return Err("failed".to_owned()),
        };
        Ok(cost)
    }

    check run(Step::Both(
        Box::new(Step::Repeat(2, Box::new(Step::Both(Box::new(Step::Wait(1)), Box::new(Step::Wait(2)))))),
        Box::new(Step::Wait(3)),
    ));
    check run(Step::Both(Box::new(Step::Wait(1)), Box::new(Step::Both(Box::new(Step::Fail), Box::new(Step::Wait(2))))));
}
