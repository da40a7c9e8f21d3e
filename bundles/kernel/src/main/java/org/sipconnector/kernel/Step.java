/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a manager goes on with when a stage it {@linkplain Lane#expect expects} has settled: a record whose components say all
 * that is to be known then. Like a state it is data, and crosses code versions by its simple name and those of its components
 * (see {@link Handover#of} for what they may be; what its writer did not know becomes null, zero, false or empty). Code that
 * renames a step keeps a record of the former name, and a handler for it, for as long as former code may be replaced by it.
 *
 * @param <T> what the stage gives
 */
@ConsumerType
public interface Step<T> {}
