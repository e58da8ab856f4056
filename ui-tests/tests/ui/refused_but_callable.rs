use resumable::{Instance, Step, resumable};

/// Refused, but callers see an `Instance` all the same: the one error is the only one.
#[resumable(yield = u32, resume = bool)]
pub fn counter<T: resumable::Live>(n: T) -> u32 {
    let call = || yield_!(1);
    call();
    0
}

#[resumable(yield = u32, resume = bool)]
fn caller() -> u32 {
    counter(5_u32).await
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut co: Instance<counter<u64>> = counter(3);
    if let Step::Yielded(value) = co.start() {
        let _: u32 = value;
    }
    let bytes = co.snapshot()?;
    let mut co = Instance::<counter<u64>>::restore(&bytes)?;
    let _: Option<u32> = co.resume(true).complete();
    let _ = caller();
    Ok(())
}
