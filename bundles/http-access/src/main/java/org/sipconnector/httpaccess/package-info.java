/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who may ask servlets of ours: those whom the container's realm knows, and nobody who guesses. For bundles of this product only. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.httpaccess;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
