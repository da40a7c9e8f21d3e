/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Keys of configurations as data: how a value is written, what it is without one, and what is wrong with a file. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.configuration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
