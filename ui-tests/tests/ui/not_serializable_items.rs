use resumable::resumable;

#[resumable(yield = u32)]
fn doubled(numbers: Vec<u32>) {
    for number in numbers.into_iter().map(|n| n * 2) {
        yield_!(number);
    }
}

fn main() {}
