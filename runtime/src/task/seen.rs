//! What a probe has seen of a part of a task, and whether a combinator that looked so can be one.

/// Where a coroutine is in its life.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Life {
    Ready,
    Waiting,
    Over,
}

/// What a value was.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Seen {
    #[default]
    Nothing,
    Number(u64),
    Absent,
    Variant(&'static str),
    /// A request that waits for an answer of this type.
    Asking(&'static str),
    /// A text: whether it is the name of the start.
    Start(bool),
    Life(Life),
    /// Children, which are with the probe.
    Kids,
    /// Variables: whether one of them is a coroutine that waits, or has ended.
    Holds {
        waits: bool,
        ended: bool,
    },
}

/// A child of a combinator.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kid {
    New,
    Running,
    Done,
    /// Done, with an error.
    Failed,
    Gone,
}

/// Where a combinator is in its life: what is driven takes its numbers at their word.
pub(super) fn group(fields: &[Seen], kids: &[Kid]) -> Result<Life, &'static str> {
    let [
        Seen::Variant(rule),
        Seen::Number(next),
        Seen::Number(running),
        limit,
        decided,
        Seen::Variant(stage),
    ] = fields
    else {
        return Err("a combinator is none");
    };
    let next = usize::try_from(*next).unwrap_or(usize::MAX);
    let waiting = kids.iter().filter(|kid| **kid == Kid::Running).count();
    if next > kids.len() || *running != waiting as u64 {
        return Err("a combinator has counted its children wrongly");
    }
    let (begun, rest) = kids.split_at(next);
    if begun.contains(&Kid::New) || rest.iter().any(|kid| *kid != Kid::New) {
        return Err("a combinator has not started its children in their order");
    }
    if *limit == Seen::Number(0) {
        return Err("a combinator starts nobody");
    }
    let decided = match decided {
        Seen::Number(child) => {
            let kid = usize::try_from(*child).ok();
            let kid = kid.and_then(|child| kids.get(child));
            Some(kid.ok_or("a combinator was decided by a child that it has not")?)
        }
        _ => None,
    };
    let waits = match (*stage, decided) {
        ("Ready", None) if begun.is_empty() => return Ok(Life::Ready),
        ("Complete" | "Cancelled", _) => return Ok(Life::Over),
        ("Waiting", None) => !begun.contains(&Kid::Gone),
        ("Ending", Some(Kid::Failed)) | ("Cancelling", _) => true,
        ("Ending", Some(Kid::Done)) => *rule != "try_join",
        _ => false,
    };
    if waits && waiting > 0 {
        Ok(Life::Waiting)
    } else {
        Err("a combinator is not where its children are")
    }
}
