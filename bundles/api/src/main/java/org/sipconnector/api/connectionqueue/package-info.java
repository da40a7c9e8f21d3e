/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Connecting one at a time, where only the latest wish counts. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.connectionqueue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
