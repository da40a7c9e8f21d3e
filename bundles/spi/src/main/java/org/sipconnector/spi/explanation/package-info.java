/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What went wrong, as an operator reads it in the shell and in the log: the cause and the next step. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.explanation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
