package dtlskeying.properties.mutants;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import dtlskeying.properties.mutants.Change.Kind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Every change that could be made to a source, found in its syntax tree. */
final class Changes extends TreeScanner<Void, Void> {
    private static final Map<Tree.Kind, String> OPERATORS = operators();

    /** Their arguments may stand in either order. */
    private static final Set<String> EITHER_WAY =
            Set.of("Math.min", "Math.max", "Set.of", "EnumSet.of", "MessageDigest.isEqual");

    private final List<Change> found = new ArrayList<>();
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Path source;
    private final String text;

    private Changes(CompilationUnitTree unit, SourcePositions positions, Path source)
            throws IOException {
        this.unit = unit;
        this.positions = positions;
        this.source = source;
        this.text = unit.getSourceFile().getCharContent(true).toString();
    }

    /**
     * The changes of all sources under a folder, in the order of the files' names and within them
     * from top to bottom.
     */
    static List<Change> of(Path folder, List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var all = new ArrayList<Change>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var objects = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, objects);
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                var path = folder.relativize(Path.of(unit.getSourceFile().toUri()));
                var changes = new Changes(unit, positions, path);
                changes.scan(unit, null);
                all.addAll(changes.found);
            }
        }
        return all;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void nothing) {
        String other = OPERATORS.get(tree.getKind());
        if (other != null) {
            int after = end(tree.getLeftOperand());
            String gap = text.substring(after, start(tree.getRightOperand()));
            String operator = gap.strip().split("\\s", 2)[0];
            int at = after + gap.indexOf(operator);
            found(Kind.OPERATOR, at, at + operator.length(), other);
        }
        return super.visitBinary(tree, nothing);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void nothing) {
        if (tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT)
            found(Kind.OPERATOR, start(tree), start(tree.getExpression()), "");
        return super.visitUnary(tree, nothing);
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void nothing) {
        switch (tree.getValue()) {
            case Integer _, Long _ ->
                    found(Kind.CONSTANT, start(tree), end(tree), "(" + code(tree) + " + 1)");
            case Boolean is -> found(Kind.CONSTANT, start(tree), end(tree), "" + !is);
            case null, default -> {}
        }
        return super.visitLiteral(tree, nothing);
    }

    @Override
    public Void visitExpressionStatement(ExpressionStatementTree tree, Void nothing) {
        boolean constructs = code(tree).startsWith("this(") || code(tree).startsWith("super(");
        if (!constructs) found(Kind.DROPPED_STATEMENT, start(tree), end(tree), ";");
        return super.visitExpressionStatement(tree, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
        if (!EITHER_WAY.contains(code(tree.getMethodSelect()))) swapped(tree.getArguments());
        return super.visitMethodInvocation(tree, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void nothing) {
        swapped(tree.getArguments());
        return super.visitNewClass(tree, nothing);
    }

    private void swapped(List<? extends ExpressionTree> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            var first = arguments.get(i - 1);
            var second = arguments.get(i);
            if (code(first).equals(code(second))) continue;
            String between = text.substring(end(first), start(second));
            String swapped = code(second) + between + code(first);
            found(Kind.SWAPPED_ARGUMENTS, start(first), end(second), swapped);
        }
    }

    private void found(Kind kind, int start, int end, String after) {
        long line = unit.getLineMap().getLineNumber(start);
        found.add(new Change(kind, source, line, start, end, text.substring(start, end), after));
    }

    private String code(Tree tree) {
        return text.substring(start(tree), end(tree));
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private static Map<Tree.Kind, String> operators() {
        var others = new EnumMap<Tree.Kind, String>(Tree.Kind.class);
        others.put(Tree.Kind.PLUS, "-");
        others.put(Tree.Kind.MINUS, "+");
        others.put(Tree.Kind.MULTIPLY, "+");
        others.put(Tree.Kind.DIVIDE, "*");
        others.put(Tree.Kind.REMAINDER, "/");
        others.put(Tree.Kind.LESS_THAN, "<=");
        others.put(Tree.Kind.LESS_THAN_EQUAL, "<");
        others.put(Tree.Kind.GREATER_THAN, ">=");
        others.put(Tree.Kind.GREATER_THAN_EQUAL, ">");
        others.put(Tree.Kind.EQUAL_TO, "!=");
        others.put(Tree.Kind.NOT_EQUAL_TO, "==");
        others.put(Tree.Kind.CONDITIONAL_AND, "||");
        others.put(Tree.Kind.CONDITIONAL_OR, "&&");
        others.put(Tree.Kind.AND, "|");
        others.put(Tree.Kind.OR, "&");
        others.put(Tree.Kind.XOR, "|");
        others.put(Tree.Kind.LEFT_SHIFT, ">>");
        others.put(Tree.Kind.RIGHT_SHIFT, "<<");
        others.put(Tree.Kind.UNSIGNED_RIGHT_SHIFT, "<<");
        return others;
    }
}
