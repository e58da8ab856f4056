use resumable::resumable;

#[resumable(yield = u32)]
fn malformed() {
    #[default]
    let a = 1;
    #[default = 2]
    let b = 2;
    #[default(1, 2)]
    let c = 3;
    #[was]
    let d = 4;
    #[was(5)]
    let e = 5;
    #[was(u8, u16)]
    let f = 6;
    yield_!(a + b + c + d + e + f);
}

#[resumable(yield = u32, resume = u32)]
fn what_they_say(#[default(1)] #[default(2)] n: u32, #[was(&'static str)] name: String) {
    #[default(yield_!(n))]
    let a = 1;
    #[default(n + 1)]
    let b = 1;
    #[default(format!("{n}").len() as u32)]
    let c = 1;
    #[default({ let n = 1; n } + [1].map(|n| n)[0])]
    let allowed = 1;
    #[default(|| return n)]
    let d = || 1;
    yield_!(a + b + c + allowed + d());
    drop(name);
}

#[resumable(yield = u32)]
fn where_they_stand(#[default((1, 2))] (a, b): (u32, u32), #[was(u8)] _: u32) {
    #[default((1, 2))]
    let (c, d) = (1, 2);
    #[default(1)]
    let ref e = 1;
    #[was(u8)]
    let whole @ 1.. = c else { return };
    #[default(1)]
    let Some(f) = Some(1) else { return };
    #[default(1)]
    for g in 0..3 {
        yield_!(g);
    }
    match a {
        #[default(1)]
        h => yield_!(h),
    }
    #[was(u32)]
    yield_!(a + b + c + d + *e + f + whole);
    let closure = |#[default(1)] x: u32| {
        #[was(u8)]
        let y = x;
        y
    };
    log(closure(1));
    log(async {
        #[default(2)]
        let z = 1;
        z
    });
}

fn log<T>(_: T) {}

#[resumable(yield = u32)]
fn what_is_not_saved(list: Vec<u32>) {
    #[default(&[])]
    let borrow = &list;
    #[was(u32)]
    let by = |x: u32| x + 1;
    #[default(None)]
    #[transient]
    let client = Some(1);
    #[default(Vec::new().iter())]
    #[was(u32)]
    let mut items = list.iter();
    #[default("kg")]
    let mut unit = "kg";
    if list.is_empty() {
        unit = "lb";
    }
    yield_!(1);
    log(by(borrow.len() as u32));
    log((items.next(), unit, client));
}

#[resumable]
fn refused_for_something_else(#[default(1)] n: &u32) {}

struct Stack {
    items: Vec<u32>,
}

#[resumable]
impl Stack {
    #[resumable(yield = u32)]
    fn drain(#[default(self::empty(limit))] mut self, limit: usize) {
        #[default(self.items.len())]
        let count = limit;
        while let Some(item) = self.items.pop() {
            yield_!(item);
        }
        #[default(limit)]
        let _never_saved = count;
    }
}

fn main() {}
