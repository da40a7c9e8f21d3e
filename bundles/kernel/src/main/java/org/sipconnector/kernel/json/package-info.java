/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** JSON as plain values, for managers that meet it on the wire. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.kernel.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
