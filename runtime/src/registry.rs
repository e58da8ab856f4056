//! The functions whose snapshots a store may hold.

use alloc::{
    borrow::ToOwned,
    boxed::Box,
    collections::{BTreeMap, btree_map::Entry},
    string::String,
    vec::Vec,
};
use core::{any::type_name, fmt};

use crate::{
    Coroutine, Definition, Instance, RegisterError, RestoreError, snapshot::snapshot_name,
};

/// A call of one of the functions of a registry.
type Restored<Y, R, O> = Box<dyn Coroutine<Yield = Y, Resume = R, Return = O> + Send>;

/// The functions whose snapshots a store may hold: restores each by the name in its bytes.
///
/// They have to yield, be resumed with and return the same types.
///
/// ```
/// use resumable::{Registry, Step, resumable};
///
/// #[resumable(yield = String, resume = String)]
/// fn order(item: String) -> String {
///     let address = yield_!(format!("Where shall the {item} go?"));
///     format!("{item} to {address}")
/// }
///
/// #[resumable(yield = String, resume = String)]
/// fn complaint(item: String) -> String {
///     let reason = yield_!(format!("What is wrong with the {item}?"));
///     format!("{item}: {reason}")
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut registry = Registry::new();
/// registry.register::<order>()?.register::<complaint>()?;
///
/// // Two calls wait in the same store.
/// let mut waiting = Vec::new();
/// let mut first = order("lamp".into());
/// let mut second = complaint("chair".into());
/// assert_eq!(first.start(), Step::Yielded("Where shall the lamp go?".into()));
/// assert_eq!(second.start(), Step::Yielded("What is wrong with the chair?".into()));
/// waiting.extend([first.snapshot()?, second.snapshot()?]);
///
/// // Whoever takes them up need not know which is which.
/// let mut ended = Vec::new();
/// for (bytes, answer) in waiting.iter().zip(["Rome", "it creaks"]) {
///     let mut call = registry.restore(bytes)?;
///     ended.extend(call.resume(answer.into()).complete());
/// }
/// assert_eq!(ended, ["lamp to Rome", "chair: it creaks"]);
/// # Ok(())
/// # }
/// ```
pub struct Registry<Y, R, O> {
    /// By the name in snapshots.
    kinds: BTreeMap<&'static str, Kind<Y, R, O>>,
}

type RestoreResult<Y, R, O> = Result<Restored<Y, R, O>, RestoreError>;

/// What is kept of one function.
struct Kind<Y, R, O> {
    restore: fn(&[u8]) -> RestoreResult<Y, R, O>,
    type_name: fn() -> &'static str,
}

fn restore<D: Definition>(bytes: &[u8]) -> RestoreResult<D::Yield, D::Resume, D::Return> {
    match Instance::<D>::restore(bytes) {
        Ok(instance) => Ok(Box::new(instance)),
        Err(error) => Err(error),
    }
}

impl<Y, R, O> Registry<Y, R, O> {
    /// A registry without functions.
    #[must_use]
    pub const fn new() -> Self {
        Registry {
            kinds: BTreeMap::new(),
        }
    }

    /// Adds a function.
    ///
    /// ```
    /// use resumable::{RegisterError, Registry, resumable};
    ///
    /// #[resumable(yield = T)]
    /// fn twice<T: Clone + serde::Serialize + serde::de::DeserializeOwned + Send + 'static>(value: T) {
    ///     yield_!(value.clone());
    ///     yield_!(value);
    /// }
    ///
    /// let mut registry = Registry::new();
    /// registry.register::<twice<u8>>()?;
    /// // Only one function may have a name, and all `twice<T>` have the same one.
    /// assert!(matches!(
    ///     registry.register::<twice<u8>>(),
    ///     Err(RegisterError::Duplicate { name, .. }) if name.ends_with("::twice")
    /// ));
    /// # Ok::<(), RegisterError>(())
    /// ```
    ///
    /// # Errors
    /// If a function of the same [`NAME`](Definition::NAME) is there already. So it is for two instances of a generic
    /// function: make each the body of a function that is not generic and register those.
    pub fn register<D>(&mut self) -> Result<&mut Self, RegisterError>
    where
        D: Definition<Yield = Y, Resume = R, Return = O>,
    {
        match self.kinds.entry(D::NAME) {
            Entry::Vacant(place) => {
                place.insert(Kind {
                    restore: restore::<D>,
                    type_name: type_name::<D>,
                });
                Ok(self)
            }
            Entry::Occupied(place) => Err(RegisterError::Duplicate {
                name: D::NAME.to_owned(),
                registered: (place.get().type_name)().to_owned(),
                refused: type_name::<D>().to_owned(),
                known: self.known(),
            }),
        }
    }

    /// The call that a snapshot was taken of, whichever of the functions it is.
    ///
    /// # Errors
    /// If the bytes are not a whole snapshot, are of a function that is not registered, or do not fit what the
    /// function needs where it waits. Any bytes may be given, as to [`Instance::restore`].
    pub fn restore(&self, bytes: &[u8]) -> Result<Restored<Y, R, O>, RestoreError> {
        let name = snapshot_name(bytes)?;
        let kind = core::str::from_utf8(name)
            .ok()
            .and_then(|name| self.kinds.get(name));
        match kind {
            Some(kind) => (kind.restore)(bytes),
            None => Err(RestoreError::UnknownDefinition {
                found: String::from_utf8_lossy(name).into_owned(),
                known: self.known(),
            }),
        }
    }

    /// The call that a [sealed snapshot](Instance::snapshot_sealed) was taken of, whichever of the functions it is.
    ///
    /// # Errors
    /// As [`Instance::restore_sealed`] and [`restore`](Self::restore).
    #[cfg(feature = "sealed")]
    pub fn restore_sealed(
        &self,
        bytes: &[u8],
        key: &[u8; 32],
    ) -> Result<Restored<Y, R, O>, RestoreError> {
        self.restore(crate::sealed::unseal(bytes, key)?)
    }

    /// The names of the functions, sorted.
    ///
    /// ```
    /// # use resumable::{Registry, resumable};
    /// # #[resumable]
    /// # fn order() { yield_!() }
    /// # #[resumable]
    /// # fn complaint() { yield_!() }
    /// use resumable::Definition;
    ///
    /// let mut registry = Registry::new();
    /// registry.register::<order>()?.register::<complaint>()?;
    /// assert!(registry.names().eq([complaint::NAME, order::NAME]));
    /// # Ok::<(), resumable::RegisterError>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.kinds.keys().copied()
    }

    fn known(&self) -> Vec<String> {
        self.names().map(ToOwned::to_owned).collect()
    }
}

impl<Y, R, O> Default for Registry<Y, R, O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Y, R, O> fmt::Debug for Registry<Y, R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registry ")?;
        f.debug_set().entries(self.names()).finish()
    }
}
