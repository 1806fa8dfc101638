//! Callsites of `tracing`, made when they are needed. The target of an event names the module of
//! its site, but the macros of `tracing` accept only constant targets.

use core::sync::atomic::{AtomicU8, Ordering};
use std::boxed::Box;
use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::sync::{Mutex, OnceLock, PoisonError};

use ::tracing::callsite::{self, Identifier};
use ::tracing::field::{FieldSet, Value};
use ::tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use ::tracing::metadata::Kind;
use ::tracing::subscriber::Interest;
use ::tracing::{Level, Metadata, dispatcher};

use super::{FIELDS, TARGET};

/// The callsite of one kind of event in one module.
pub(super) struct Callsite {
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

/// The callsites by module, message and level. The number of modules in a program limits their
/// number.
type Callsites = BTreeMap<(&'static str, &'static str, Level), &'static Callsite>;

static CALLSITES: Mutex<Callsites> = Mutex::new(BTreeMap::new());

impl Callsite {
    /// Returns the callsite of an event, if the subscriber wants the event.
    pub(super) fn enabled(
        module: &'static str,
        message: &'static str,
        level: Level,
    ) -> Option<&'static Self> {
        if level > STATIC_MAX_LEVEL || level > LevelFilter::current() {
            return None;
        }
        let key = (module, message, level);
        let known = lock().get(&key).copied();
        let callsite = known.unwrap_or_else(|| {
            let made = Self::made(module, level);
            // The lock is not held here, because `register` calls the subscriber, which may log.
            callsite::register(made);
            *lock().entry(key).or_insert(made)
        });
        let is_enabled = match callsite.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => dispatcher::get_default(|subscriber| subscriber.enabled(callsite.known())),
        };
        is_enabled.then_some(callsite)
    }

    /// Makes a callsite that lives as long as the program, like the callsites of the macros.
    fn made(module: &'static str, level: Level) -> &'static Self {
        let callsite: &'static Self = Box::leak(Box::new(Self {
            metadata: OnceLock::new(),
            interest: AtomicU8::new(SOMETIMES),
        }));
        let target: &'static str = if module.is_empty() {
            TARGET
        } else {
            String::leak(format!("{TARGET}::{module}"))
        };
        let fields = FieldSet::new(&FIELDS, Identifier(callsite));
        callsite.metadata.get_or_init(|| {
            Metadata::new(
                "retry",
                target,
                level,
                None,
                None,
                None,
                fields,
                Kind::EVENT,
            )
        });
        callsite
    }

    fn known(&self) -> &Metadata<'static> {
        let metadata = self.metadata.get();
        metadata.expect("set before anything knows of the place")
    }

    /// Sends an event with these fields to the subscriber.
    pub(super) fn dispatch(&'static self, values: [&dyn Value; FIELDS.len()]) {
        let metadata = self.known();
        let mut fields = metadata.fields().iter();
        let values = values.map(|value| {
            let field = fields.next().expect("as many fields as values");
            (field, Some(value))
        });
        let values = values.each_ref().map(|(field, value)| (field, *value));
        ::tracing::Event::dispatch(metadata, &metadata.fields().value_set(&values));
    }
}

impl callsite::Callsite for Callsite {
    fn set_interest(&self, interest: Interest) {
        let interest = if interest.is_never() {
            NEVER
        } else if interest.is_always() {
            ALWAYS
        } else {
            SOMETIMES
        };
        self.interest.store(interest, Ordering::Relaxed);
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.known()
    }
}

fn lock() -> std::sync::MutexGuard<'static, Callsites> {
    CALLSITES.lock().unwrap_or_else(PoisonError::into_inner)
}
