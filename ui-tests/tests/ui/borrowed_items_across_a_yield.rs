use resumable::resumable;

#[resumable(yield = u32)]
fn each(numbers: Vec<u32>) {
    for number in &numbers {
        yield_!(*number);
    }
}

#[resumable(yield = u32)]
fn each_by_iter(numbers: Vec<u32>) {
    for number in numbers.iter() {
        yield_!(*number);
    }
}

fn main() {}
