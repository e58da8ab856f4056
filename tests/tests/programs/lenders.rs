//! What lends a borrow, and how often closures are called.

use serde::{Deserialize, Serialize};
use tests::*;
#[derive(Clone, Serialize, Deserialize, Debug)]
struct Db(Vec<String>);
impl Db {
    fn get(&self, i: usize) -> String {
        log("get");
        self.0[i].clone()
    }
    fn first(&self) -> &String {
        &self.0[0]
    }
    fn as_text(&self) -> &str {
        &self.0[0]
    }
}
program! {
    mod owned_by_a_user_type;
    #[resumable(yield = u32)]
    fn f(db: Db) -> String {
        let x = db.get(1);
        yield_!(1);
        let y = db.get(0);
        yield_!(2);
        x + &y
    }
    check f(Db(vec!["a".into(), "b".into()]));
}
program! {
    mod closures_counted;
    #[resumable(yield = u32)]
    fn f(v: Vec<u32>) -> u32 {
        let mut calls = 0;
        let mut sum = 0;
        for x in v.iter().map(|x| { log(&format!("map {x}")); *x + 1 }).filter(|x| { log("filter"); x % 2 == 0 }) {
            yield_!(x);
            sum += x;
        }
        for x in v.iter().inspect(|_| calls += 1).filter(|x| **x > 1) {
            yield_!(*x);
            sum += *x;
        }
        let mut it = v.iter().skip(1).map(|x| x * 2).peekable();
        while let Some(x) = it.next() {
            if let Some(next) = it.peek() { log(&format!("next {next}")); }
            yield_!(x);
        }
        sum + calls
    }
    check f(vec![1,2,3,4]);
}
