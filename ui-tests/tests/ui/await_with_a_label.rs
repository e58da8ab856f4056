use resumable::resumable;

macro_rules! twice {
    ($value:expr) => {
        $value + $value
    };
}

#[resumable(yield = u32, resume = u32)]
fn child() -> u32 {
    yield_!(1)
}

#[resumable(yield = u32, resume = u32)]
fn nothing_awaited() {
    await_!();
    await_!('here);
}

#[resumable(yield = u32, resume = u32)]
fn two_awaited() {
    await_!('here: child(), child());
}

#[resumable(yield = u32, resume = u32)]
fn label_twice(first: bool) {
    if first {
        yield_!('here: 1);
    } else {
        await_!('here: child());
    }
}

#[resumable(yield = u32, resume = u32)]
fn at_the_start() {
    await_!('start: child());
}

#[resumable(yield = u32, resume = u32)]
fn in_a_closure(numbers: Vec<u32>) {
    numbers.iter().for_each(|_| {
        await_!('here: child());
    });
}

#[resumable(yield = u32, resume = u32)]
fn in_an_async_block() {
    let _future = async { await_!(child()) };
}

#[resumable(yield = u32, resume = u32)]
fn in_a_macro_of_the_users() -> u32 {
    twice!(await_!('here: child()))
}

#[resumable(yield = u32, resume = u32)]
fn in_a_match_guard(n: u32) {
    match n {
        0 if await_!('here: child()) > 0 => {}
        _ => {}
    }
}

#[resumable(yield = u32, resume = u32)]
fn with_an_attribute() {
    await_!(#[cfg(unix)] 'here: child());
}

fn main() {}
