/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Keeping a connector connected. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.autoconnector;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
