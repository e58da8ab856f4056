use resumable::resumable;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Mutex, mpsc};
use std::time::Instant;

static SHARED: Mutex<u32> = Mutex::new(1);

#[resumable(yield = usize)]
fn rc(name: String) -> usize {
    let shared = Rc::new(name);
    yield_!(shared.len());
    shared.len()
}

#[resumable(yield = u32)]
fn instant() -> u64 {
    let begun = Instant::now();
    yield_!(1);
    begun.elapsed().as_secs()
}

#[resumable(yield = u32)]
fn lock() -> u32 {
    let guard = SHARED.lock().unwrap();
    yield_!(1);
    *guard
}

#[resumable(yield = u32)]
fn guard(list: RefCell<Vec<u32>>) -> usize {
    let guard = list.borrow();
    yield_!(guard[0]);
    guard.len()
}

#[resumable(yield = u32)]
fn closure(n: u32) -> u32 {
    let f: Box<dyn Fn(u32) -> u32> = Box::new(move |x| x + n);
    yield_!(f(1));
    f(2)
}

#[resumable(yield = u32)]
fn function_pointer(up: bool) -> u32 {
    fn more(n: u32) -> u32 {
        n + 1
    }
    fn less(n: u32) -> u32 {
        n - 1
    }
    let f: fn(u32) -> u32 = if up { more } else { less };
    yield_!(1);
    f(2)
}

#[resumable(yield = u32)]
fn raw_pointer(n: u32) -> u32 {
    let p = &raw const n;
    yield_!(1);
    unsafe { *p }
}

#[resumable(yield = u32)]
fn channel() {
    let (sender, receiver) = mpsc::channel::<u32>();
    yield_!(1);
    sender.send(1).unwrap();
    drop(receiver);
}

fn main() {}
