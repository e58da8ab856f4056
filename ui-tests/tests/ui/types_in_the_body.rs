use resumable::resumable;

#[resumable(yield = u32)]
fn before_the_yield(n: u32) {
    let text: String = n;
    yield_!(1);
    drop(text);
}

#[resumable(yield = u32)]
fn after_the_yield(n: u32) {
    yield_!(1);
    let text: String = n;
    drop(text);
}

#[resumable(yield = u32)]
fn within_a_loop(n: u32) -> u32 {
    let mut sum = 0;
    for i in 0..n {
        yield_!(i);
        sum += "one";
    }
    sum
}

#[resumable(yield = u32)]
fn in_a_branch(n: u32) -> u32 {
    if n > 1 {
        yield_!(n);
        "text"
    } else {
        5
    }
}

#[resumable(yield = u32)]
fn returned(n: u32) -> String {
    yield_!(n);
    n
}

#[resumable(yield = u32)]
fn condition(n: u32) {
    while n {
        yield_!(n);
    }
}


#[resumable(yield = u32)]
fn no_such_method(numbers: Vec<u32>) -> Vec<u32> {
    yield_!(1);
    numbers.frobnicate();
    yield_!(2);
    numbers
}

#[resumable(yield = u32)]
fn no_such_field(pair: (u32, u32)) {
    yield_!(pair.0);
    yield_!(pair.2);
}

#[resumable(yield = u32)]
fn items(n: u32) {
    for i in n {
        yield_!(i);
    }
}

#[resumable(yield = u32)]
fn arguments_of_a_call(n: u32) -> String {
    let text = String::from(yield_!(n));
    text
}

fn main() {}
